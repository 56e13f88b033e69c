import * as jsx from 'react/jsx-runtime'
import * as react from 'react'
import * as dom from 'react-dom'
import * as client from 'react-dom/client'

// Becomes a script of its own, which the workbench and the preview's frame share: see `shared-react.ts`.

Object.assign(globalThis, {
  sharedReact: { react, 'react/jsx-runtime': jsx, 'react-dom': dom, 'react-dom/client': client },
})
