// renderDashboard(view: DashboardView): string
// renderDashboardError({ kind, nonce }: { kind: DashboardErrorKind; nonce: string }): string, dashboardErrorStatus[kind]
// The view's parts: dashboardRange(query, today) in date-range.ts, dashboardNumbers(source, range) in numbers.ts,
// trafficStart(createdAt) in ../platform/traffic.ts; dashboardCsp(nonce, frameAncestors) in document.ts.
// Paths: /dashboard/<section>, for platform-managed INTPs also /upgrade (see upgrade-pages.ts).
export type { DashboardView } from './dashboard-view.ts'
