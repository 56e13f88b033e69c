import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Language } from '../../src/react/provider/catalogue.ts'
import { messagesFor } from '../../src/react/provider/messages-for.ts'
import { differences, languageOf } from '../../tools/language-check.ts'
import { languages } from '../../tools/languages.ts'
import { pseudoLanguage } from '../../stories/pseudo-language.ts'

const english = await languageOf('en')
const all = await Promise.all(languages.map(async (name) => [name, await languageOf(name)] as const))
const translated = all.filter(([name]) => name !== 'en')

describe('every language', () => {
  it.each(translated)('%s has the texts that English has, and no other', (name, language) => {
    expect(differences(name, language, english)).toEqual([])
  })

  it.each(translated)('%s says in its head who has read it', (name) => {
    expect(readFileSync(`src/locales/${name}.ts`, 'utf8')).toMatch(/^\/\/ Read by: /)
  })

  it.each(translated)('%s formats as its own language unless the provider says otherwise', (name, { locale }) => {
    expect(new Intl.Locale(locale).language).toBe(name)
    expect(Intl.DateTimeFormat.supportedLocalesOf(locale)).toEqual([locale])
  })
})

it('a text that a language lacks is named with its language and what it says in English', () => {
  const { legend, ...packages } = english.packages
  const texts = { ...english, packages: { ...packages, only: { monthly: 'Nur monatlich', gone: 'Weg' } } }
  expect(legend).toBe('Plans')
  expect(differences('de', texts, english)).toEqual([
    { language: 'de', key: 'packages.legend', what: 'missing', english: 'Plans' },
    { language: 'de', key: 'packages.only.yearly', what: 'missing', english: 'Yearly only' },
    { language: 'de', key: 'packages.only.gone', what: 'stale', english: '' },
  ])
})

/** Facts that any text may ask for: each text begins with its name, so that one does not stand for another. */
const text = (name: string) => fc.string({ minLength: 1, unit: 'grapheme' }).map((value) => `<${name} ${value}>`)
const maybe = (name: string) => fc.option(text(name))
const names = [
  'name',
  'amount',
  'count',
  'unit',
  'used',
  'percent',
  'shown',
  'total',
  'domain',
  'was',
  'is',
  'ago',
  'stage',
]
const moreNames = ['summary', 'planned', 'reference', 'code', 'days']
const flags = ['isFree', 'isReplacing', 'isEnding', 'isUnpaid', 'isFirst', 'endsTrial']
const facts = fc.record({
  ...Object.fromEntries([...names, ...moreNames].map((name) => [name, text(name)])),
  ...Object.fromEntries(flags.map((name) => [name, fc.boolean()])),
  interval: fc.constantFrom('monthly', 'yearly'),
  next: maybe('next'),
  daysLeft: fc.option(fc.nat(40)),
  fallsTo: fc.constantFrom(null, 'no_tracking', 'free'),
})

const kinds = {
  consequence: ['current', 'planned', 'start', 'restart', 'upgrade', 'switch_interval', 'resume', 'downgrade'],
  confirm: ['keep', 'start', 'restart', 'upgrade', 'switch_interval', 'resume', 'downgrade'],
  outcome: ['choose', 'planned', 'cancel', 'resume', 'keep'],
  due: ['nothing', 'invoiced', 'pay_now'],
  sentence: ['none', 'ended', 'renewing', 'trial', 'package_trial', 'ending', 'planned', 'free', 'active'],
}
/** What some texts ask for besides, or in another form. */
const special: Record<string, fc.Arbitrary<object>> = {
  'packages.limit': fc.record({ limit: fc.constantFrom('unlimited', 0, 1, 60_000) }),
  'packages.consequence': fc.record({ kind: fc.constantFrom(...kinds.consequence) }),
  'upgrade.confirm': fc.record({
    kind: fc.constantFrom(...kinds.confirm),
    due: fc.constantFrom(...kinds.due, 'leaves'),
  }),
  'upgrade.summary': fc.record({ due: fc.constantFrom(...kinds.due) }),
  'upgrade.done': fc.record({ kind: fc.constantFrom(...kinds.outcome), limit: maybe('limit') }),
  'upgrade.doneTitle': fc.record({ kind: fc.constantFrom(...kinds.outcome), limit: maybe('limit') }),
  'subscription.sentence': fc.record({ state: fc.constantFrom(...kinds.sentence), amount: maybe('amount') }),
  'subscription.status': fc.record({ state: fc.constantFrom(...kinds.sentence, 'running', 'due', 'reached') }),
}
/** Where the day is always known. */
const hasDay = /^upgrade\.(nextCharge|renewsOn|confirm)$|^subscription\.resets$|^packages\.consequence$/

type Message = (facts: object) => string
interface Texts {
  readonly [key: string]: string | Texts | Message
}
const messagesOf = (texts: Texts, path = ''): [string, Message][] =>
  Object.entries(texts).flatMap(([key, value]): [string, Message][] =>
    typeof value === 'function'
      ? [[path + key, value]]
      : typeof value === 'object'
        ? messagesOf(value, `${path}${key}.`)
        : [],
  )
const textsOf = ({ locale: _locale, ...sections }: Language) => sections as unknown as Texts

describe.each(translated)('in %s', (name, language) => {
  const own = new Map(messagesOf(textsOf(language)))
  const messages = messagesOf(textsOf(english)).filter(([key]) => key !== 'packages.unit')

  it.each(messages)('%s tells the same facts as in English', (key, inEnglish) => {
    const given = fc
      .tuple(
        facts,
        fc.record({ day: hasDay.test(key) ? text('day') : maybe('day'), limit: text('limit') }),
        special[key] ?? fc.constant({}),
      )
      .map((parts) => Object.assign({}, ...parts) as Record<string, unknown>)
    fc.assert(
      fc.property(given, (values) => {
        const said = own.get(key)?.(values) ?? ''
        // The words of an order are the law's, and the amount stands above them.
        const isOrder = key === 'upgrade.confirm' && said === orders[name]
        const told = Object.values(values).filter(
          (value) => typeof value === 'string' && /^<.*>$/su.test(value) && inEnglish(values).includes(value),
        )
        expect(said.trim()).not.toBe('')
        expect(said).not.toMatch(/\b(undefined|null|NaN)\b|\[object/)
        expect(isOrder ? [] : told.filter((value) => !said.includes(value as string))).toEqual([])
      }),
      { numRuns: 60 },
    )
  })
})

/** What a button says that obliges to pay, as Article 8(2) of Directive 2011/83/EU has it, or the law of the country. */
const orders: Record<string, string> = {
  de: 'Zahlungspflichtig bestellen',
  fr: 'Commande avec obligation de paiement',
  es: 'Pedido con obligación de pago',
  it: 'Ordine con obbligo di pagare',
  nl: 'Bestelling met betalingsverplichting',
  pl: 'Zamówienie z obowiązkiem zapłaty',
  pt: 'Encomenda com obrigação de pagar',
  ro: 'Comandă ce implică o obligație de plată',
  ar: 'طلب مع الالتزام بالدفع',
}

it.each(translated)('an order in %s says that it obliges to pay', (name, language) => {
  const order = { name: 'Pro', amount: '€24.99', day: '', isFree: false, endsTrial: false, isReplacing: false }
  for (const kind of ['start', 'restart', 'upgrade', 'switch_interval'] as const) {
    for (const due of ['nothing', 'invoiced', 'pay_now'] as const) {
      expect(language.upgrade.confirm({ ...order, kind, due, interval: 'monthly' })).toBe(orders[name])
    }
  }
})

const counts = [0, 1, 2, 3, 5, 11, 21, 1_000_000, 'unlimited'] as const
/** The word for what is counted, for each of `counts`: by a letter for each form. */
const forms: Record<string, [pattern: string, words: Record<string, string>]> = {
  en: ['babbbbbbb', { a: 'touchpoint', b: 'touchpoints' }],
  de: ['babbbbbbb', { a: 'Touchpoint', b: 'Touchpoints' }],
  // French counts none as one.
  fr: ['aabbbbbcb', { a: 'point de contact', b: 'points de contact', c: 'de points de contact' }],
  es: ['babbbbbcb', { a: 'punto de contacto', b: 'puntos de contacto', c: 'de puntos de contacto' }],
  it: ['babbbbbcb', { a: 'punto di contatto', b: 'punti di contatto', c: 'di punti di contatto' }],
  nl: ['babbbbbbb', { a: 'touchpoint', b: 'touchpoints' }],
  pl: ['cabbccccb', { a: 'punkt styku', b: 'punkty styku', c: 'punktów styku' }],
  pt: ['babbbbbcb', { a: 'ponto de contacto', b: 'pontos de contacto', c: 'de pontos de contacto' }],
  ro: ['babbbbccb', { a: 'punct de contact', b: 'puncte de contact', c: 'de puncte de contact' }],
  ar: ['aabccaaac', { a: 'نقطة تفاعل', b: 'نقطتا تفاعل', c: 'نقاط تفاعل' }],
}

it.each(all)('%s counts in the forms that its numbers ask for', (name, { packages: { unit } }) => {
  const [pattern, words] = forms[name] ?? ['', {}]
  const said = counts.map((count) => (typeof unit === 'string' ? unit : unit(count)))
  expect(said).toEqual(pattern.split('').map((form) => words[form]))
})

it.each(all)('%s says what a smaller plan holds in words that also fit none', (_, { packages, upgrade }) => {
  for (const count of [0, 11_000]) {
    const limit = packages.limit({ limit: count, count: '11,000', unit: 'touchpoints' })
    const smaller = { used: '8,312', unit: 'touchpoints', name: 'Free', limit }
    const said = upgrade.usageAboveLimit({ ...smaller, day: '15 December' })
    // A phrase of its own, as on the card of the plan, and nothing about reaching it later.
    expect(said).toMatch(new RegExp(`Free\\s?: ${limit}\\. `))
    expect(said.split('. ')).toHaveLength(3)
    expect(upgrade.usageAboveLimit({ ...smaller, day: null })).not.toMatch(/\bnull\b|\s[.,]|\s\s/)
  }
})

it('a day that begins with a vowel takes the short article in Italian', async () => {
  const { subscription } = await languageOf('it')
  expect(['8 dicembre', '11 dicembre', '1 dicembre', '18 dicembre'].map((day) => subscription.resets({ day }))).toEqual(
    ['Riparte l’8 dicembre', 'Riparte l’11 dicembre', 'Riparte il 1 dicembre', 'Riparte il 18 dicembre'],
  )
})

it('the language for looking at layouts is marked and longer in every text', () => {
  const pseudo = pseudoLanguage(english)
  expect(differences('pseudo', pseudo, english)).toEqual([])
  expect(pseudo.packages.legend).toBe('[Plans öñ]')
  const paid = { amount: '€24.99' }
  const longer = pseudo.upgrade.pay(paid)
  expect(longer).toMatch(/^\[Continue to payment · €24\.99 .+\]$/)
  expect(longer.length / english.upgrade.pay(paid).length).toBeCloseTo(1.4, 0)
})

describe('the texts for a locale', () => {
  const de = { locale: 'de' }
  const pt = { locale: 'pt-PT' }
  const brazilian = { locale: 'pt-BR' }
  it.each([
    ['de', de],
    ['de-AT', de],
    ['de_CH', de],
    ['DE-de', de],
    ['de-Latn-AT', de],
    ['pt', pt],
    ['pt-AO', pt],
    ['pt-br', brazilian],
    ['fr', undefined],
    ['', undefined],
  ])('%s', (locale, texts) => {
    expect(messagesFor(locale, { de, pt, 'pt-BR': brazilian })).toBe(texts)
  })
})
