export {
  renderWithAnalytics,
  type RenderedWithAnalytics,
  type RenderWithAnalyticsOptions,
} from './testing/render-with-analytics.tsx'
