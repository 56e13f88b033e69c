'use client'
import dynamic from 'next/dynamic'

// Drawn in the browser alone, as in the playground. For plans in the first HTML see docs/hosts.md, "Next".
export default dynamic(() => import('../src/page'), { ssr: false })
