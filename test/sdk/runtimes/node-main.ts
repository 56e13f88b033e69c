import { text } from 'node:stream/consumers'
import { runErrand, type Errand } from './errand.ts'

const outcome = await runErrand(JSON.parse(await text(process.stdin)) as Errand)
process.stdout.write(JSON.stringify({ version: process.version, outcome }))
