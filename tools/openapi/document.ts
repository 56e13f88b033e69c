import { readFileSync } from 'node:fs'
import { registry, toJSONSchema, type ZodMiniType } from 'zod/mini'
import { statusOf } from '../../src/backend/http/error-answer.ts'
import * as changeReason from '../../src/contract/change-reason.ts'
import * as consumption from '../../src/contract/consumption.ts'
import type { AnalyticsErrorCode } from '../../src/contract/error.ts'
import * as money from '../../src/contract/money.ts'
import * as packages from '../../src/contract/package.ts'
import * as primitives from '../../src/contract/primitives.ts'
import * as quote from '../../src/contract/quote.ts'
import { customerHeader, requestHeader } from '../../src/contract/request-header.ts'
import * as rights from '../../src/contract/right.ts'
import { routeTable } from '../../src/contract/route-table.ts'
import type { Route } from '../../src/contract/route.ts'
import type { Schema } from '../../src/contract/schema.ts'
import { dashboardUrlSchema, getDashboardUrl } from '../../src/contract/dashboard-url.ts'
import * as change from '../../src/contract/subscription-change.ts'
import * as subscription from '../../src/contract/subscription.ts'
import * as website from '../../src/contract/website.ts'
import { readComments, type Said } from './comments.ts'
import { dashboardUrlInputInZod, dashboardUrlInZod } from './shapes.ts'

interface JsonSchema {
  [keyword: string]: unknown
  description?: string
  properties?: Record<string, JsonSchema>
}

const contract = { ...changeReason, ...consumption, ...money, ...packages, ...primitives, ...quote, ...rights }
const nouns = { ...contract, ...change, ...subscription, ...website, dashboardUrlSchema: dashboardUrlInZod }

const byHand = new Map<Schema, ZodMiniType>([
  [dashboardUrlSchema, dashboardUrlInZod],
  [getDashboardUrl.input, dashboardUrlInputInZod],
])

const capital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1)
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })

/** The contract between page and backend as OpenAPI 3.1, made from the routes and their schemas. */
export function openApiDocument(): Record<string, unknown> {
  const comments = readComments()
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
  const paths = Object.values(routeTable).map((route: Route) => [
    route.path,
    { [route.method.toLowerCase()]: operationOf(route, comments.get(route.name)?.text ?? '') },
  ])
  return {
    openapi: '3.1.1',
    info: {
      title: 'react-3as: what a page asks of the partner’s backend',
      version,
      description: 'The prose that goes with it is docs/http-contract.md.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [
      { url: '/api/analytics', description: 'Wherever the backend is mounted: `baseUrl` of the page’s adapter.' },
    ],
    paths: Object.fromEntries(paths),
    components: {
      schemas: { ...nounSchemas(comments), Error: errorSchema },
      responses: Object.fromEntries(
        [...codesByStatus].map(([status, codes]) => [`Error${status}`, errorResponse(codes)]),
      ),
      parameters: { PageHeader: pageHeader, CustomerHeader: anyCustomer },
    },
  }
}

const pageHeader = {
  name: requestHeader.name,
  in: 'header',
  required: true,
  schema: { const: requestHeader.value },
  description:
    'Shows that the partner’s own page sent it: a page of another site cannot, unless CORS lets it. Refuse a POST without it.',
}

const anyCustomer = {
  name: customerHeader,
  in: 'header',
  required: false,
  schema: { type: 'string' },
  description:
    'The customer that the page shows, percent-encoded, where one person has many. Answer for that customer where it is theirs, and 404 where it is not.',
}

function operationOf({ name, method, access, right, cache, input, output }: Route, summary: string): JsonSchema {
  const isRead = method === 'GET'
  const asked = schemaOf(input)
  const errors = [...codesByStatus.keys()].filter((status) => !isRead || !onlyOfChanges.has(status))
  return {
    operationId: name,
    summary,
    'x-access': access,
    'x-right': right,
    ...(isRead
      ? { parameters: [...queryOf(asked), namesCustomer] }
      : {
          parameters: [{ $ref: '#/components/parameters/PageHeader' }, namesCustomer],
          requestBody: { required: true, content: json(asked) },
        }),
    responses: {
      200: {
        description: 'As the schema has it.',
        headers: { 'cache-control': { schema: { const: cache } } },
        content: json(schemaOf(output)),
      },
      ...Object.fromEntries(errors.map((status) => [status, { $ref: `#/components/responses/Error${status}` }])),
    },
  }
}

const namesCustomer = { $ref: '#/components/parameters/CustomerHeader' }

const json = (schema: JsonSchema) => ({ 'application/json': { schema } })

/** No route has a field in its query that may be left out. */
function queryOf({ properties = {} }: JsonSchema): JsonSchema[] {
  return Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', required: true, schema }))
}

const named = registry<{ id: string }>()
for (const [name, schema] of Object.entries(nouns)) {
  if (isNoun(name, schema)) named.add(schema, { id: capital(name.slice(0, -'Schema'.length)) })
}

function isNoun(name: string, schema: unknown): schema is ZodMiniType {
  return name.endsWith('Schema') && typeof schema === 'object'
}

/** Every noun of the contract by its name. */
function nounSchemas(comments: ReadonlyMap<string, Said>): Record<string, JsonSchema> {
  const entries = Object.entries(nouns).flatMap(([name, schema]) =>
    isNoun(name, schema) ? [[named.get(schema)!.id, described(inJson(schema), comments.get(name))] as const] : [],
  )
  return Object.fromEntries(entries)
}

/** A schema of zod's as JSON Schema, in which a noun is a reference. */
function inJson(schema: ZodMiniType): JsonSchema {
  const converted = toJSONSchema(schema, {
    metadata: named,
    override: ({ zodSchema, jsonSchema }) => open(jsonSchema as JsonSchema, zodSchema),
  })
  const text = JSON.stringify(converted).replaceAll('#/$defs/', '#/components/schemas/')
  const { $schema: _schema, $defs = {}, id: _id, ...own } = JSON.parse(text) as JsonSchema
  // A noun that others hold is itself written as one of the nouns of its own schema.
  const noun = named.get(schema)?.id
  const { id: _same, ...whole } = ($defs as Record<string, JsonSchema>)[noun ?? ''] ?? own
  return whole
}

function schemaOf(schema: Schema): JsonSchema {
  const inZod = byHand.get(schema) ?? (schema as unknown as ZodMiniType)
  const noun = named.get(inZod)?.id
  return noun === undefined ? inJson(inZod) : ref(noun)
}

/** A newer backend may say more, and a page leaves out what it does not know. */
function open(schema: JsonSchema, made: unknown): void {
  if (made === changeReason.givenReasonSchema) {
    delete schema['type']
    schema['anyOf'] = [ref('ChangeReason'), { type: 'string' }]
  }
  delete schema['additionalProperties']
  if (schema['maximum'] === Number.MAX_SAFE_INTEGER) delete schema['maximum']
  if (schema['minimum'] === Number.MIN_SAFE_INTEGER) delete schema['minimum']
}

function described(schema: JsonSchema, said: Said | undefined): JsonSchema {
  if (!said) return schema
  for (const part of [schema, ...((schema['oneOf'] ?? schema['anyOf'] ?? []) as JsonSchema[])]) {
    const word = Object.values(part.properties ?? {}).find((property) => 'const' in property)?.['const']
    const member = part === schema ? undefined : said.members.get(String(word))
    if (member) part.description = member
    for (const [field, property] of Object.entries(part.properties ?? {})) {
      const text = said.fields.get(field)
      if (text) property.description = text
    }
  }
  const values = ((schema['enum'] ?? []) as string[]).filter((value) => said.members.has(value))
  const text = [said.text, ...values.map((value) => `\`${value}\`: ${said.members.get(value)}`)].join('\n\n').trim()
  return text ? { description: text, ...schema } : schema
}

/** The codes of each status; what has none is `internal`, with 500. */
const codesByStatus = new Map<number, AnalyticsErrorCode[]>([[500, ['internal']]])
for (const [code, status] of Object.entries(statusOf)) {
  codesByStatus.set(status, [...(codesByStatus.get(status) ?? []), code as AnalyticsErrorCode])
}

/** What only a request with a body is answered with. */
const onlyOfChanges: ReadonlySet<number> = new Set([413, 422, 429, 501])

const errorSchema: JsonSchema = {
  description: 'The body of every answer that is not a success. No secret and no customer id may stand in it.',
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message', 'retryable'],
      properties: {
        code: {
          type: 'string',
          description:
            'Why, as one of the codes that the status lists. A page reads one it does not know as `internal`.',
        },
        message: {
          type: 'string',
          description:
            'What happened, for whoever reads the console. Customers read the page’s own words for the code.',
        },
        hint: { type: ['string', 'null'], description: 'What to do about it.' },
        retryable: { type: 'boolean', description: 'True when the same request may succeed later.' },
        details: {
          description: 'With `quote_outdated` the new quote, with `change_open` the change that is under way.',
        },
      },
    },
  },
}

function errorResponse(codes: readonly AnalyticsErrorCode[]): JsonSchema {
  return {
    description: codes.map((code) => `\`${code}\``).join(', '),
    content: json({
      allOf: [ref('Error'), { properties: { error: { properties: { code: { enum: codes } } } } }],
    }),
  }
}
