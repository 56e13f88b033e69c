import { StrictMode, version } from 'react'
import { createRoot } from 'react-dom/client'
import './acme.css'
import 'react-3as/styles.css'
import { App } from './App.tsx'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root.')
root.dataset['react'] = version
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
