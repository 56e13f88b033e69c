import { writeFileSync } from 'node:fs'
import { openApiDocument } from './openapi/document.ts'

// Part of `npm run build`: what backends in other languages are written by.
writeFileSync('dist/openapi.json', `${JSON.stringify(openApiDocument(), null, 2)}\n`)
