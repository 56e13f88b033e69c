import * as z from 'zod'
import { billingModes, contributorRoles, subscriptionTypes } from './platform/state.ts'
import { SandboxError } from './sandbox-error.ts'
import { importPublicKey } from './tokens.ts'

const id = z.string().min(1)
const intpId = z.string().regex(/^\S+$/, 'an id without spaces')

const intpSchema = z.strictObject({
  id: intpId,
  name: z.string().default('Integration partner'),
  address: z.string().default(''),
  subscriptionType: z.enum(subscriptionTypes).default('website'),
  billingMode: z.enum(billingModes).default('company_managed'),
  websiteOnboarding: z.boolean().default(false),
  /** PEM. */
  publicKey: z.string(),
})

/** Wider than what the REST API accepts, on purpose: packages of this kind are out there. */
const packageSchema = z.strictObject({
  intpId,
  id: id.optional(),
  name: z.string(),
  touchpoints: z.number().int().min(-1),
  price: z.number().nonnegative(),
  currency: z.enum(['EUR', 'USD', 'RON']).default('EUR'),
  period: z.enum(['monthly', 'yearly', 'monhtly']),
  recommended: z.boolean().default(false),
  visibility: z.enum(['public', 'restricted']).default('public'),
})

const websiteSchema = z.strictObject({
  intpWebsiteId: id,
  domain: z.string().min(1),
  packageId: id.optional(),
  billingDate: z.iso.datetime({ offset: true }).optional(),
  contributors: z.array(z.strictObject({ intpCustomerId: id, role: z.enum(contributorRoles) })).default([]),
})

const customerSchema = z.strictObject({
  intpId,
  intpCustomerId: id,
  email: z.string().min(1),
  packageId: id.optional(),
  billingDate: z.iso.datetime({ offset: true }).optional(),
  websites: z.array(websiteSchema).default([]),
})

const configSchema = z.strictObject({
  intps: z.array(intpSchema).default([]),
  packages: z.array(packageSchema).default([]),
  customers: z.array(customerSchema).default([]),
})

/** What a sandbox starts with beside its demo INTPs. Every list is optional. */
export interface SandboxConfig extends z.input<typeof configSchema> {}
export type ParsedConfig = z.output<typeof configSchema>

/** Checks a configuration. `source` is named in the error. */
export async function parseConfig(config: unknown, source = 'config'): Promise<ParsedConfig> {
  const parsed = configSchema.safeParse(config)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!
    throw new SandboxError('bad_config', `${source}: ${pathOf(issue.path)}${issue.message}`)
  }
  const { intps } = parsed.data
  for (const [index, intp] of intps.entries()) {
    if (intps.findIndex(({ id: other }) => other === intp.id) < index) {
      throw new SandboxError('bad_config', `${source}: intps[${index}].id: two INTPs have the id ${intp.id}`)
    }
    await importPublicKey(intp.publicKey).catch((cause: unknown) => {
      const hint = intp.publicKey.includes('PRIVATE')
        ? 'this is a private key, give the public one'
        : 'not a public key in PEM (BEGIN PUBLIC KEY)'
      throw new SandboxError('bad_config', `${source}: intps[${index}].publicKey: ${hint}`, { cause })
    })
  }
  return parsed.data
}

function pathOf(path: readonly PropertyKey[]): string {
  if (path.length === 0) return ''
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('')
  return `${text.replace(/^\./, '')}: `
}
