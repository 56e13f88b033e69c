import { runErrand, type Errand } from './errand.ts'

export default {
  fetch: async (request: Request) =>
    Response.json({ version: navigator.userAgent, outcome: await runErrand((await request.json()) as Errand) }),
}
