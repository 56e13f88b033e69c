declare const threeAs: import('react-3as/server').VisitorAnalytics
