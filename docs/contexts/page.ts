declare const adapter: import('react-3as').AnalyticsAdapter
