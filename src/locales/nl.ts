// Read by: no one yet. Made by a machine, in formal address; not checked by a native speaker or a lawyer.
import type { Language } from '../react/provider/catalogue.ts'
import { plural } from '../react/format/plural.ts'

const fallsTo = {
  no_tracking: ' Daarna wordt er niets meer geregistreerd.',
  free: ' Daarna geldt het gratis abonnement.',
}
const every = { monthly: 'elke maand', yearly: 'elk jaar' }
const billing = { monthly: 'maandelijkse', yearly: 'jaarlijkse' }

/** What a `DashboardFrame` says, and an `UpgradeModal` until its plans are there. */
export const dashboard: Language['dashboard'] = {
  frameTitle: 'Webstatistieken',
  loading: 'Uw statistieken worden geladen…',
  retry: 'Opnieuw proberen',
  plansLoading: 'De abonnementen worden geladen…',
  paymentChecking: 'Uw betaling wordt gecontroleerd…',
  plansNotLoaded: 'De abonnementen konden niet worden geladen.',
  expired: 'Deze cijfers zijn mogelijk niet meer actueel.',
  refresh: 'Vernieuwen',
  slow: 'Dit duurt langer dan gewoonlijk.',
  openInNewTab: 'Openen in een nieuw tabblad',
  planUpgraded: 'Uw nieuwe abonnement is actief.',
  errorNotFound: 'Er zijn nog geen statistieken voor deze website.',
  errorNoAccess: 'U hebt geen toegang tot deze statistieken.',
  errorOffline: 'U bent offline.',
  offlineHelp: 'Uw statistieken worden geladen zodra u weer online bent.',
  reference: ({ code }) => `Als dit zo blijft, geef ons dan deze referentie door: ${code}`,
  errorUnreachable: 'De statistiekendienst reageert niet.',
  errorPopupBlocked: 'Uw browser heeft geen nieuw tabblad geopend.',
  errorOther: 'De statistieken kunnen niet worden weergegeven.',
}

/** What a `PackagePicker` says. */
export const packages: Language['packages'] = {
  legend: 'Abonnementen',
  loading: 'Abonnementen worden geladen',
  failed: 'De abonnementen konden niet worden geladen.',
  retry: 'Opnieuw proberen',
  empty: 'Er zijn geen abonnementen om uit te kiezen.',
  interval: 'Facturering',
  intervals: { monthly: 'Maandelijks', yearly: 'Jaarlijks' },
  currency: 'Valuta',
  filter: 'Abonnement zoeken',
  filtered: ({ shown, total }) => `${shown} van ${total} abonnementen`,
  only: { monthly: 'Alleen maandelijks', yearly: 'Alleen jaarlijks' },
  free: 'Gratis',
  price: ({ amount, interval }) => `${amount} per ${interval === 'yearly' ? 'jaar' : 'maand'}`,
  equivalent: ({ amount }) => `${amount} per maand`,
  period: { monthly: 'per maand', yearly: 'per jaar' },
  saveUpTo: ({ percent }) => `Bespaar tot ${percent}`,
  unit: /* @__PURE__ */ plural('nl', { one: 'touchpoint', other: 'touchpoints' }),
  limit: ({ limit, count, unit }) =>
    limit === 'unlimited' ? `Onbeperkte ${unit}` : limit === 0 ? 'Registreert niets' : `${count} ${unit}`,
  used: ({ count, unit }) => `In deze periode tot nu toe ${count} ${unit}.`,
  unitQuestion: 'Wat is een touchpoint?',
  unitMeaning:
    'Een touchpoint is een paginaweergave of een geregistreerde gebeurtenis. Zijn alle touchpoints van een abonnement gebruikt, dan stopt de registratie.',
  recommended: 'Aanbevolen',
  currentPlan: 'Huidig abonnement',
  planInInterval: ({ name, interval }) => `${name}, ${interval === 'yearly' ? 'jaarlijks' : 'maandelijks'}`,
  trial: 'Gratis proefperiode',
  yourPlan: ({ name, limit }) => `Uw abonnement: ${name}${limit ? `, ${limit}` : ''}`,
  consequence: ({ kind, interval, day, isFree, isReplacing, isEnding }) =>
    ({
      current: day ? (isEnding ? `Loopt tot ${day}` : `Wordt verlengd op ${day}`) : 'Uw abonnement',
      planned: day ? `Gepland voor ${day}` : 'Gepland',
      start: 'Vandaag beginnen',
      restart: 'Vandaag opnieuw beginnen',
      upgrade: isFree ? 'Vandaag overstappen' : 'Vandaag upgraden',
      switch_interval: `Naar ${billing[interval]} facturering`,
      resume: 'Automatische verlenging weer inschakelen',
      downgrade: `${isReplacing ? 'In plaats daarvan op' : 'Op'} ${day} overstappen`,
    })[kind],
  keep: ({ name }) => `${name} behouden`,
  reasons: {
    no_right: 'Alleen de eigenaar van deze website kan het abonnement wijzigen.',
    change_running: 'Uw wijziging wordt uitgevoerd.',
    same_limit: 'Registreert evenveel als uw abonnement',
    ending: 'Schakel voor een kleiner abonnement eerst de automatische verlenging in',
    unknown_plan: 'Niet te vergelijken met uw abonnement',
    after_trial: 'Uw abonnement na de proefperiode',
    payment_due: 'Er staat een betaling voor uw abonnement open.',
    charge_missing: 'Te kiezen zodra uw abonnement is afgelopen',
    not_schedulable: 'Te kiezen zodra uw abonnement is afgelopen',
    being_renewed: 'Uw abonnement wordt op dit moment verlengd',
    renewal_off: 'Schakel eerst de automatische verlenging in om uw abonnement te wijzigen',
    deactivated: 'Een uitgeschakeld abonnement kan hier niet opnieuw worden gestart.',
    platform_managed: 'Wijzig het abonnement in het dashboard.',
  },
  paymentDue: ({ amount, day }) =>
    `Er staat een betaling van ${amount} open${day ? `, te voldoen vóór ${day}` : ''}. Daarna kunt u uw abonnement wijzigen.`,
  payNow: ({ amount }) => `${amount} betalen`,
  cleared: ({ name }) => `${name} wordt zo niet aangeboden. Er is nu niets gekozen.`,
}

/** What an `UpgradeModal` says besides. */
export const upgrade: Language['upgrade'] = {
  titles: {
    pick: 'Abonnement kiezen',
    review: 'Wijziging controleren',
    sending: 'Wijziging controleren',
    pay: 'Upgrade betalen',
    settling: 'Uw abonnement wordt gewijzigd',
    running: 'Uw wijziging wordt uitgevoerd',
    done: 'Klaar',
    refused: 'Uw abonnement is niet gewijzigd',
    failed: 'Uw abonnement is niet gewijzigd',
    needs_attention: 'Wij zoeken het uit',
    closed: 'Deze wijziging is afgehandeld',
  },
  close: 'Sluiten',
  back: 'Terug naar de abonnementen',
  forWebsite: ({ domain }) => `Voor ${domain}`,
  choosePrompt: 'Kies een abonnement om te zien wat het vandaag kost.',
  continue: 'Wijziging controleren',
  loadingQuote: 'De prijs wordt berekend…',
  noPrice: 'Nog geen prijs',
  plusTax: ({ amount }) => `${amount} plus btw`,
  quoteFailed: 'Wij konden de prijs niet berekenen. Probeer het over een minuut opnieuw.',
  retry: 'Opnieuw proberen',
  from: ({ day }) => (day ? `Tot ${day}` : 'Nu'),
  to: ({ day }) => `Vanaf ${day ?? 'vandaag'}`,
  costs: 'Wat het kost',
  changes: 'Wat er verandert',
  starts: ({ name, day }) =>
    day ? `U houdt ${name} tot ${day} en kunt dit tot die dag ongedaan maken.` : 'Gaat meteen in.',
  monthlyLimit: ({ limit }) => `${limit} per maand.`,
  credit: ({ name, percent }) => `Tegoed voor de ongebruikte ${percent} van ${name}`,
  balance: 'Van uw tegoed',
  due: { nothing: 'Vandaag', invoiced: 'Op uw volgende factuur', pay_now: 'Vandaag te betalen' },
  nextCharge: ({ interval, day, isFirst }) => `${isFirst ? 'Vanaf' : 'Daarna vanaf'} ${day} ${every[interval]}`,
  summary: ({ due, amount, next }) =>
    ({
      nothing: 'Vandaag niets te betalen',
      invoiced: `${amount} op uw volgende factuur`,
      pay_now: `${amount} vandaag`,
    })[due] + (next ? `, daarna ${next}` : ''),
  chosen: ({ name, summary }) => `${name}. ${summary}`,
  renews: ({ interval }) => `Wordt ${every[interval]} verlengd tot u dat uitschakelt.`,
  requoted: ({ was, is }) => `De prijs is gewijzigd van ${was} naar ${is}. Bevestig opnieuw.`,
  renewedQuote: 'Het aanbod was verlopen. Dit is een nieuw aanbod voor dezelfde prijs: bevestig opnieuw.',
  usageRestarts: 'Het gebruik wordt weer vanaf 0 geteld.',
  usageAboveLimit: ({ used, name, limit, day, unit }) =>
    `In deze periode waren het al ${used} ${unit}. ${name}: ${limit}. Wat daarboven komt, wordt${day ? ` vanaf ${day}` : ''} niet meer geregistreerd.`,
  ends: {
    trial: 'Uw proefperiode eindigt nu.',
    planned_switch: 'De geplande overstap vervalt.',
    paid_period: 'De rest van de lopende periode eindigt zonder tegoed.',
  },
  renewalOn: 'De automatische verlenging wordt weer ingeschakeld.',
  leftOver: {
    carried: ({ amount }) => `Er blijft ${amount} tegoed over, dat met uw volgende betalingen wordt verrekend.`,
    lost: ({ amount }) => `${amount} tegoed wordt niet gebruikt en vervalt.`,
  },
  balanceLeft: ({ amount }) => `${amount} blijft als tegoed staan voor uw volgende betalingen.`,
  keepReview: ({ name, planned, day }) =>
    `De overstap naar ${planned} vervalt en u houdt ${name}.${day ? ` Het abonnement wordt verlengd op ${day}.` : ''}`,
  confirm: ({ kind, name, due, amount, day, isFree, isReplacing }) => {
    if (kind === 'keep') return `${name} behouden`
    if (kind === 'resume') return 'Automatische verlenging weer inschakelen'
    if (kind === 'downgrade') return `${isReplacing ? 'In plaats daarvan op' : 'Op'} ${day} overstappen naar ${name}`
    if (due === 'leaves') return `Verder naar betalen · ${amount}`
    return isFree ? 'Nu overstappen · gratis' : 'Bestelling met betalingsverplichting'
  },
  sending: 'Een ogenblik…',
  unanswered: 'Wij hebben geen antwoord ontvangen. Probeer het opnieuw, u betaalt niet dubbel.',
  adapterFailed: 'Er is iets misgegaan op deze pagina. Probeer het opnieuw, u betaalt niet dubbel.',
  payPrompt: 'De betaalpagina wordt in dit venster geopend en brengt u hier terug.',
  payInTab: 'De betaalpagina wordt in een nieuw tabblad geopend. Kom hier terug nadat u hebt betaald.',
  pay: ({ amount }) => `Verder naar betalen · ${amount}`,
  payRefused: 'De betaalpagina kan niet worden geopend. Er is niets betaald.',
  discard: 'Wijziging verwerpen',
  runningSince: ({ name, ago }) =>
    name ? `De wijziging naar ${name} is ${ago} gestart.` : `Er is ${ago} een wijziging gestart.`,
  unpaid: 'Deze is nog niet betaald.',
  leaving: 'U gaat naar de betaalpagina',
  unpaidTitle: 'Uw wijziging is nog niet betaald',
  stages: {
    awaiting_payment: 'Uw betaling wordt nog bevestigd',
    paid: 'Betaling ontvangen, uw abonnement wordt gewijzigd',
    applying: 'Uw abonnement wordt gewijzigd',
    applied: 'Uw abonnement is gewijzigd en zo te zien',
  },
  goesOn: 'U kunt dit venster sluiten. De wijziging gaat door.',
  usually: 'Duurt meestal minder dan 10 seconden.',
  slow: 'Dit duurt langer dan gewoonlijk.',
  slowStage: ({ stage }) => `${stage}. Dit duurt langer dan gewoonlijk. U kunt dit venster sluiten.`,
  doneTitle: ({ kind, name }) =>
    ({
      choose: `Uw abonnement is nu ${name}`,
      planned: 'Uw overstap is gepland',
      cancel: 'De automatische verlenging is uit',
      resume: 'De automatische verlenging is aan',
      keep: `U houdt ${name}`,
    })[kind],
  done: ({ kind, name, day, limit }) =>
    ({
      choose: limit ? `Vanaf nu ${limit} per maand` : `${name} is actief`,
      planned: `${name} begint ${day ? `op ${day}` : 'als de periode afloopt'}. Tot dan verandert er niets.`,
      cancel: `De automatische verlenging is uit.${day ? ` ${name} loopt tot ${day}.` : ''}`,
      resume: 'De automatische verlenging is weer aan.',
      keep: `U houdt ${name}.`,
    })[kind],
  included: ({ name }) => `Met ${name}`,
  renewsOn: ({ day, amount }) => `Wordt op ${day} verlengd voor ${amount}.`,
  viewPlan: 'Abonnement bekijken',
  backToAnalytics: 'Terug naar de statistieken',
  refused: 'De wijziging is niet uitgevoerd en er is niets betaald.',
  framed:
    'Deze pagina wordt in een andere pagina getoond, waar geen abonnement kan worden gewijzigd. Open haar in een eigen tabblad.',
  failed: 'Er is niets betaald en uw abonnement is ongewijzigd.',
  abandoned: 'De wijziging is verworpen en er is niets betaald.',
  refunded: 'Uw betaling voor de wijziging is terugbetaald.',
  closed: 'Wij hebben dit handmatig afgehandeld. Wat nu geldt, staat bij uw abonnement.',
  reasons: {
    not_paid_in_time: 'De tijd om te betalen was voorbij.',
    account_on_hold:
      'Uw account is op dit moment geblokkeerd; er kan geen nieuw abonnement worden gestart. Neem contact met ons op.',
    period_ended: 'De factureringsperiode is afgelopen: de prijs is nu anders.',
    payment_due: 'Er staat een betaling voor uw abonnement open.',
    balance_changed: 'Uw tegoed is intussen gebruikt: de prijs is nu anders.',
    changed_elsewhere: 'Uw abonnement is intussen op een andere manier gewijzigd.',
    owner_changed: 'Deze website hoort nu bij een ander account.',
    not_allowed: 'Uw huidige abonnement staat dit niet toe.',
    plan_ended: 'Uw abonnement is afgelopen.',
    platform_refused: 'De statistiekendienst heeft het niet geaccepteerd.',
    provider_refused: 'De betaaldienst heeft het niet geaccepteerd.',
  },
  declined: 'Uw betaling is geweigerd',
  needsAttention: 'Uw betaling is binnen, de wijziging nog niet',
  nothingToPay: 'U hoeft niet opnieuw te betalen: wij brengen het in orde. Vermeld bij vragen deze referentie.',
  reference: 'Referentie',
  chooseAgain: 'Ander abonnement kiezen',
  payAgain: 'Anders betalen',
}

/** What a `SubscriptionPanel` says besides. */
export const subscription: Language['subscription'] = {
  loading: 'Uw abonnement wordt geladen',
  failed: 'Uw abonnement kon niet worden geladen.',
  retry: 'Opnieuw proberen',
  sentence: ({ state, name, day, amount, fallsTo: to, planned }) => {
    const after = to ? fallsTo[to] : ''
    const until = `Loopt tot ${day ?? 'het einde van de periode'}.`
    const ends = `Eindigt ${day ? `op ${day}` : 'binnenkort'}.`
    return {
      none: 'Deze website heeft nog geen abonnement.',
      ended: 'Uw gegevens blijven bewaard, nieuwe worden niet geregistreerd.',
      renewing: 'Uw abonnement wordt op dit moment verlengd.',
      trial: ends + after,
      package_trial: `${ends}${amount ? ` Daarna loopt het door voor ${amount}.` : ''}`,
      ending: until + after,
      planned: `${until} Daarna geldt ${planned}.`,
      free: 'Er wordt niets geregistreerd.',
      active: day ? `Wordt verlengd op ${day}${amount ? ` voor ${amount}` : ''}.` : `Uw abonnement is ${name}.`,
    }[state]
  },
  pool: 'Eén abonnement voor al uw websites.',
  status: ({ state, day, daysLeft, days, isUnpaid }) =>
    ({
      running: isUnpaid ? 'Nog niet betaald' : 'Wordt gewijzigd',
      none: 'Geen abonnement',
      ended: 'Uitgeschakeld',
      renewing: 'Wordt verlengd',
      trial: daysLeft === null ? 'Proefperiode' : `Nog ${days}`,
      package_trial: 'Proefperiode',
      ending: day ? `Eindigt op ${day}` : 'Eindigt binnenkort',
      planned: day ? `Wijzigt op ${day}` : 'Wijzigt binnenkort',
      free: 'Actief',
      active: 'Actief',
      due: 'Betaling open',
      reached: 'Limiet bereikt',
    })[state],
  usedOf: ({ used, limit, unit }) => `${used} van ${limit} ${unit}`,
  usedSoFar: ({ used, unit }) => `Tot nu toe ${used} ${unit}`,
  usedByWebsite: ({ used, unit }) => `${used} ${unit} op deze website`,
  resets: ({ day }) => `Begint op ${day} opnieuw`,
  usageLow: 'Er is minder dan een kwart over.',
  usageReached: ({ day }) =>
    `De limiet is bereikt en de registratie is gestopt. Die gaat verder ${day ? `op ${day}` : 'met de volgende periode'} of zodra u upgradet.`,
  actions: {
    renewal_on: 'Automatische verlenging weer inschakelen',
    choose: 'Abonnement kiezen',
    change: 'Abonnement wijzigen',
    restart: 'Opnieuw beginnen',
    renewal_off: 'Automatische verlenging uitschakelen…',
    refresh: 'Vernieuwen',
    continue: 'Voortgang bekijken',
    discard: 'Wijziging verwerpen',
  },
  working: 'Een ogenblik…',
  noRight: 'Alleen de eigenaar van deze website kan het abonnement wijzigen.',
  platformManaged: 'Wijzig het abonnement in het dashboard.',
  turnOffTitle: 'Automatische verlenging uitschakelen?',
  turnOffText: ({ name, day, fallsTo: to }) =>
    `${name} loopt tot ${day ?? 'het einde van de periode'} en wordt niet verlengd.${to ? fallsTo[to] : ''}`,
  turnOffPlanned: ({ planned }) => `De geplande overstap naar ${planned} vervalt en komt niet terug.`,
  keepRenewing: 'Blijven verlengen',
  turnOff: 'Automatische verlenging uitschakelen',
  notChanged: 'Wij hebben geen antwoord ontvangen. Probeer het opnieuw: er gebeurt niets dubbel.',
  needsAttention: ({ reference }) =>
    `Uw betaling is binnen, de wijziging nog niet. U hoeft niet opnieuw te betalen: wij brengen het in orde. Vermeld bij vragen deze referentie: ${reference}`,
  meter: 'Gebruikt van de limiet',
}

/** Dutch. Orders carry the words of article 6:230v of the Dutch Civil Code. */
export const nl: Language = { locale: 'nl', dashboard, packages, upgrade, subscription }
