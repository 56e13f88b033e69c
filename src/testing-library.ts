export { componentContract, type ContractCheck } from './testing/component-contract.tsx'
export {
  renderWithAnalytics,
  type RenderedWithAnalytics,
  type RenderWithAnalyticsOptions,
} from './testing/render-with-analytics.tsx'
