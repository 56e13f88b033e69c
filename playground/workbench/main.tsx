import '@fontsource-variable/inter'
import { createRoot } from 'react-dom/client'
import { fromHash } from './choices.ts'
import { Workbench } from './Workbench.tsx'
import './workbench.css'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root.')
const theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
createRoot(root).render(<Workbench opened={await fromHash(location.hash, theme)} />)

// Only so that the files are there without a network. In private windows there may be none.
if (import.meta.env.PROD) void navigator.serviceWorker?.register('./sw.js').catch(() => {})
