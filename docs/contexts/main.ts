import { DashboardFrame, UpgradeModal } from 'react-3as'
