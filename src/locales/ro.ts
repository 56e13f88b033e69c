// Read by: no one yet. Made by a machine, in formal address; not checked by a native speaker or a lawyer.
import type { Language } from '../react/provider/catalogue.ts'
import { plural } from '../react/format/plural.ts'

const fallsTo = {
  no_tracking: ' După aceea nu se mai înregistrează nimic.',
  free: ' După aceea se aplică planul gratuit.',
}
const every = { monthly: 'în fiecare lună', yearly: 'în fiecare an' }
const billing = { monthly: 'lunară', yearly: 'anuală' }

/** What a `DashboardFrame` says, and an `UpgradeModal` until its plans are there. */
export const dashboard: Language['dashboard'] = {
  frameTitle: 'Statistici web',
  loading: 'Se încarcă statisticile dvs.…',
  retry: 'Încercați din nou',
  plansLoading: 'Se încarcă planurile…',
  paymentChecking: 'Se verifică plata dvs.…',
  plansNotLoaded: 'Planurile nu au putut fi încărcate.',
  expired: 'Este posibil ca aceste cifre să nu mai fie actuale.',
  refresh: 'Actualizați',
  slow: 'Durează mai mult decât de obicei.',
  openInNewTab: 'Deschideți într-o filă nouă',
  planUpgraded: 'Noul dvs. plan este activ.',
  errorNotFound: 'Pentru acest site nu există încă statistici.',
  errorNoAccess: 'Nu aveți acces la aceste statistici.',
  errorOffline: 'Nu sunteți conectat la internet.',
  offlineHelp: 'Statisticile se vor încărca imediat ce reveniți online.',
  reference: ({ code }) => `Dacă problema persistă, comunicați-ne această referință: ${code}`,
  errorUnreachable: 'Serviciul de statistici nu răspunde.',
  errorPopupBlocked: 'Browserul dvs. nu a deschis o filă nouă.',
  errorOther: 'Statisticile nu pot fi afișate.',
}

/** What a `PackagePicker` says. */
export const packages: Language['packages'] = {
  legend: 'Planuri',
  loading: 'Se încarcă planurile',
  failed: 'Planurile nu au putut fi încărcate.',
  retry: 'Încercați din nou',
  empty: 'Nu există planuri din care să alegeți.',
  interval: 'Facturare',
  intervals: { monthly: 'Lunară', yearly: 'Anuală' },
  currency: 'Monedă',
  filter: 'Căutați un plan',
  filtered: ({ shown, total }) => `Planuri: ${shown} din ${total}`,
  only: { monthly: 'Numai lunar', yearly: 'Numai anual' },
  free: 'Gratuit',
  price: ({ amount, interval }) => `${amount} pe ${interval === 'yearly' ? 'an' : 'lună'}`,
  equivalent: ({ amount }) => `${amount} pe lună`,
  period: { monthly: 'pe lună', yearly: 'pe an' },
  saveUpTo: ({ percent }) => `Economisiți până la ${percent}`,
  unit: /* @__PURE__ */ plural('ro', {
    one: 'punct de contact',
    few: 'puncte de contact',
    other: 'de puncte de contact',
    unlimited: 'puncte de contact',
  }),
  limit: ({ limit, count, unit }) =>
    limit === 'unlimited' ? `Număr nelimitat de ${unit}` : limit === 0 ? 'Nu înregistrează nimic' : `${count} ${unit}`,
  used: ({ count, unit }) => `Utilizare în această perioadă: ${count} ${unit}.`,
  unitQuestion: 'Ce este un punct de contact?',
  unitMeaning:
    'Un punct de contact este o pagină vizualizată sau un eveniment urmărit. Când un plan nu mai are niciunul, înregistrarea se oprește.',
  recommended: 'Recomandat',
  currentPlan: 'Planul actual',
  planInInterval: ({ name, interval }) => `${name}, ${interval === 'yearly' ? 'anual' : 'lunar'}`,
  trial: 'Perioadă de probă gratuită',
  yourPlan: ({ name, limit }) => `Planul dvs.: ${name}${limit ? `, ${limit}` : ''}`,
  consequence: ({ kind, interval, day, isFree, isReplacing, isEnding }) =>
    ({
      current: day ? (isEnding ? `Activ până la ${day}` : `Se reînnoiește pe ${day}`) : 'Planul dvs.',
      planned: day ? `Planificat pentru ${day}` : 'Planificat',
      start: 'Începeți astăzi',
      restart: 'Reîncepeți astăzi',
      upgrade: isFree ? 'Schimbați astăzi' : 'Treceți astăzi la un plan superior',
      switch_interval: `Treceți la facturarea ${billing[interval]}`,
      resume: 'Reactivați reînnoirea automată',
      downgrade: `Schimbați ${isReplacing ? 'în schimb ' : ''}pe ${day}`,
    })[kind],
  keep: ({ name }) => `Păstrați ${name}`,
  reasons: {
    no_right: 'Numai proprietarul acestui site poate schimba planul.',
    change_running: 'Schimbarea dvs. este în curs.',
    same_limit: 'Înregistrează la fel de mult ca planul dvs.',
    ending: 'Pentru un plan mai mic, activați mai întâi reînnoirea automată',
    unknown_plan: 'Nu poate fi comparat cu planul dvs.',
    after_trial: 'Planul dvs. după perioada de probă',
    payment_due: 'Există o plată restantă pentru planul dvs.',
    charge_missing: 'Poate fi ales după încheierea planului dvs.',
    not_schedulable: 'Poate fi ales după încheierea planului dvs.',
    being_renewed: 'Planul dvs. este în curs de reînnoire',
    renewal_off: 'Pentru a schimba planul, activați mai întâi reînnoirea automată',
    deactivated: 'Un plan dezactivat nu poate fi repornit aici.',
    platform_managed: 'Schimbați planul în panoul de statistici.',
  },
  paymentDue: ({ amount, day }) =>
    `Există o plată restantă de ${amount}${day ? `, scadentă pe ${day}` : ''}. După efectuarea ei puteți schimba planul.`,
  payNow: ({ amount }) => `Plătiți ${amount}`,
  cleared: ({ name }) => `${name} nu este oferit astfel. Acum nu este ales nimic.`,
}

/** What an `UpgradeModal` says besides. */
export const upgrade: Language['upgrade'] = {
  titles: {
    pick: 'Alegeți un plan',
    review: 'Verificați schimbarea',
    sending: 'Verificați schimbarea',
    pay: 'Plătiți noul plan',
    settling: 'Planul dvs. se schimbă',
    running: 'Schimbarea dvs. este în curs',
    done: 'Gata',
    refused: 'Planul dvs. nu a fost schimbat',
    failed: 'Planul dvs. nu a fost schimbat',
    needs_attention: 'Ne ocupăm de aceasta',
    closed: 'Această schimbare este rezolvată',
  },
  close: 'Închideți',
  back: 'Înapoi la planuri',
  forWebsite: ({ domain }) => `Pentru ${domain}`,
  choosePrompt: 'Alegeți un plan pentru a vedea cât costă astăzi.',
  continue: 'Verificați schimbarea',
  loadingQuote: 'Se calculează prețul…',
  noPrice: 'Încă fără preț',
  plusTax: ({ amount }) => `${amount} plus TVA`,
  quoteFailed: 'Nu am putut calcula prețul. Încercați din nou peste un minut.',
  retry: 'Încercați din nou',
  from: ({ day }) => (day ? `Până la ${day}` : 'Acum'),
  to: ({ day }) => (day ? `Din ${day}` : 'De astăzi'),
  costs: 'Cât costă',
  changes: 'Ce se schimbă',
  starts: ({ name, day }) =>
    day ? `Păstrați ${name} până la ${day} și puteți anula schimbarea până atunci.` : 'Se aplică imediat.',
  monthlyLimit: ({ limit }) => `${limit} pe lună.`,
  credit: ({ name, percent }) => `Credit pentru partea nefolosită de ${percent} din ${name}`,
  balance: 'Din soldul dvs.',
  due: { nothing: 'Astăzi', invoiced: 'Pe următoarea factură', pay_now: 'De plată astăzi' },
  nextCharge: ({ interval, day, isFirst }) => `${isFirst ? 'Din' : 'Apoi, din'} ${day}, ${every[interval]}`,
  summary: ({ due, amount, next }) =>
    ({
      nothing: 'Nimic de plată astăzi',
      invoiced: `${amount} pe următoarea factură`,
      pay_now: `${amount} astăzi`,
    })[due] + (next ? `, apoi ${next}` : ''),
  chosen: ({ name, summary }) => `${name}. ${summary}`,
  renews: ({ interval }) => `Se reînnoiește ${every[interval]} până când dezactivați reînnoirea.`,
  requoted: ({ was, is }) => `Prețul s-a schimbat: era ${was}, acum este ${is}. Confirmați din nou.`,
  renewedQuote: 'Oferta expirase. Aceasta este una nouă, la același preț: confirmați din nou.',
  usageRestarts: 'Utilizarea se numără din nou de la 0.',
  usageAboveLimit: ({ used, name, limit, day, unit }) =>
    `Utilizare în această perioadă: ${used} ${unit}. ${name}: ${limit}. Ce depășește nu se mai înregistrează${day ? ` din ${day}` : ''}.`,
  ends: {
    trial: 'Perioada dvs. de probă se încheie acum.',
    planned_switch: 'Schimbarea planificată se anulează.',
    paid_period: 'Restul perioadei curente se încheie fără credit.',
  },
  renewalOn: 'Reînnoirea automată se activează din nou.',
  leftOver: {
    carried: ({ amount }) => `Rămâne un credit de ${amount}, care se scade din următoarele plăți.`,
    lost: ({ amount }) => `Un credit de ${amount} nu este folosit și se pierde.`,
  },
  balanceLeft: ({ amount }) => `${amount} rămân în soldul dvs. pentru următoarele plăți.`,
  keepReview: ({ name, planned, day }) =>
    `Trecerea la ${planned} se anulează și păstrați ${name}.${day ? ` Planul se reînnoiește pe ${day}.` : ''}`,
  confirm: ({ kind, name, due, amount, day, isFree, isReplacing }) => {
    if (kind === 'keep') return `Păstrați ${name}`
    if (kind === 'resume') return 'Reactivați reînnoirea automată'
    if (kind === 'downgrade') return `Treceți ${isReplacing ? 'în schimb ' : ''}la ${name} pe ${day}`
    if (due === 'leaves') return `Continuați la plată · ${amount}`
    return isFree ? 'Schimbați acum · gratuit' : 'Comandă ce implică o obligație de plată'
  },
  sending: 'Un moment…',
  unanswered: 'Nu am primit niciun răspuns. Încercați din nou, nu veți fi taxat de două ori.',
  adapterFailed: 'Ceva nu a funcționat pe această pagină. Încercați din nou, nu veți fi taxat de două ori.',
  payPrompt: 'Pagina de plată se deschide în această fereastră și vă aduce înapoi aici.',
  payInTab: 'Pagina de plată se deschide într-o filă nouă. Reveniți aici după ce ați plătit.',
  pay: ({ amount }) => `Continuați la plată · ${amount}`,
  payRefused: 'Pagina de plată nu poate fi deschisă. Nu s-a plătit nimic.',
  discard: 'Renunțați la schimbare',
  runningSince: ({ name, ago }) =>
    name ? `Trecerea la ${name} a fost începută ${ago}.` : `O schimbare a fost începută ${ago}.`,
  unpaid: 'Nu este încă plătită.',
  leaving: 'Vă ducem la pagina de plată',
  unpaidTitle: 'Schimbarea dvs. nu este încă plătită',
  stages: {
    awaiting_payment: 'Se așteaptă confirmarea plății dvs.',
    paid: 'Plata a fost primită, planul dvs. se schimbă',
    applying: 'Planul dvs. se schimbă',
    applied: 'Planul dvs. este schimbat și va apărea imediat',
  },
  goesOn: 'Puteți închide această fereastră. Schimbarea continuă.',
  usually: 'Durează de obicei mai puțin de 10 secunde.',
  slow: 'Durează mai mult decât de obicei.',
  slowStage: ({ stage }) => `${stage}. Durează mai mult decât de obicei. Puteți închide această fereastră.`,
  doneTitle: ({ kind, name }) =>
    ({
      choose: `Planul dvs. este acum ${name}`,
      planned: 'Schimbarea dvs. este planificată',
      cancel: 'Reînnoirea automată este dezactivată',
      resume: 'Reînnoirea automată este activată',
      keep: `Păstrați ${name}`,
    })[kind],
  done: ({ kind, name, day, limit }) =>
    ({
      choose: limit ? `De acum, ${limit} pe lună` : `${name} este activ`,
      planned: `${name} începe ${day ? `pe ${day}` : 'la sfârșitul perioadei'}. Până atunci nu se schimbă nimic.`,
      cancel: `Reînnoirea automată este dezactivată.${day ? ` ${name} rămâne activ până la ${day}.` : ''}`,
      resume: 'Reînnoirea automată este din nou activată.',
      keep: `Păstrați ${name}.`,
    })[kind],
  included: ({ name }) => `Cu ${name}`,
  renewsOn: ({ day, amount }) => `Se reînnoiește pe ${day} pentru ${amount}.`,
  viewPlan: 'Vedeți planul',
  backToAnalytics: 'Înapoi la statistici',
  refused: 'Schimbarea nu a fost făcută și nu s-a plătit nimic.',
  framed:
    'Această pagină este afișată în interiorul alteia, unde un plan nu poate fi schimbat. Deschideți-o într-o filă proprie.',
  failed: 'Nu s-a plătit nimic și planul dvs. a rămas neschimbat.',
  abandoned: 'S-a renunțat la schimbare și nu s-a plătit nimic.',
  refunded: 'Plata dvs. pentru schimbare a fost returnată.',
  closed: 'Am rezolvat manual. Ce se aplică acum este afișat la planul dvs.',
  reasons: {
    not_paid_in_time: 'Timpul pentru plată a expirat.',
    account_on_hold:
      'Contul dumneavoastră este blocat momentan și nu se poate porni un plan nou. Vă rugăm să ne contactați.',
    period_ended: 'Perioada de facturare s-a încheiat: prețul este acum altul.',
    payment_due: 'Există o plată restantă pentru planul dvs.',
    balance_changed: 'Soldul dvs. a fost folosit între timp: prețul este acum altul.',
    changed_elsewhere: 'Planul dvs. a fost schimbat între timp pe altă cale.',
    owner_changed: 'Acest site aparține acum altui cont.',
    not_allowed: 'Planul dvs. actual nu permite acest lucru.',
    plan_ended: 'Planul dvs. s-a încheiat.',
    platform_refused: 'Serviciul de statistici nu a acceptat.',
    provider_refused: 'Serviciul de plată nu a acceptat.',
  },
  declined: 'Plata dvs. a fost refuzată',
  needsAttention: 'Plata dvs. a ajuns, schimbarea nu',
  nothingToPay: 'Nu trebuie să plătiți din nou: vom rezolva noi. Dacă ne întrebați, menționați această referință.',
  reference: 'Referință',
  chooseAgain: 'Alegeți alt plan',
  payAgain: 'Plătiți în alt mod',
}

/** What a `SubscriptionPanel` says besides. */
export const subscription: Language['subscription'] = {
  loading: 'Se încarcă planul dvs.',
  failed: 'Planul dvs. nu a putut fi încărcat.',
  retry: 'Încercați din nou',
  sentence: ({ state, name, day, amount, fallsTo: to, planned }) => {
    const after = to ? fallsTo[to] : ''
    const until = `Activ până la ${day ?? 'sfârșitul perioadei'}.`
    const ends = `Se încheie ${day ? `pe ${day}` : 'în curând'}.`
    return {
      none: 'Acest site nu are încă un plan.',
      ended: 'Datele dvs. sunt păstrate, iar altele noi nu se înregistrează.',
      renewing: 'Planul dvs. este în curs de reînnoire.',
      trial: ends + after,
      package_trial: `${ends}${amount ? ` Apoi continuă pentru ${amount}.` : ''}`,
      ending: until + after,
      planned: `${until} Apoi se aplică ${planned}.`,
      free: 'Nu se înregistrează nimic.',
      active: day ? `Se reînnoiește pe ${day}${amount ? ` pentru ${amount}` : ''}.` : `Planul dvs. este ${name}.`,
    }[state]
  },
  pool: 'Un singur plan pentru toate site-urile dvs.',
  status: ({ state, day, daysLeft, days, isUnpaid }) =>
    ({
      running: isUnpaid ? 'Încă neplătit' : 'În schimbare',
      none: 'Fără plan',
      ended: 'Dezactivat',
      renewing: 'În reînnoire',
      trial: daysLeft === null ? 'Probă' : `Încă ${days}`,
      package_trial: 'Probă',
      ending: day ? `Se încheie pe ${day}` : 'Se încheie curând',
      planned: day ? `Se schimbă pe ${day}` : 'Se schimbă curând',
      free: 'Activ',
      active: 'Activ',
      due: 'Plată restantă',
      reached: 'Limită atinsă',
    })[state],
  usedOf: ({ used, limit, unit }) => `${used} din ${limit} ${unit}`,
  usedSoFar: ({ used, unit }) => `Până acum ${used} ${unit}`,
  usedByWebsite: ({ used, unit }) => `${used} ${unit} pe acest site`,
  resets: ({ day }) => `Reîncepe pe ${day}`,
  usageLow: 'A rămas mai puțin de un sfert.',
  usageReached: ({ day }) =>
    `Limita este atinsă și înregistrarea s-a oprit. Reîncepe ${day ? `pe ${day}` : 'cu perioada următoare'} sau imediat ce treceți la un plan superior.`,
  actions: {
    renewal_on: 'Reactivați reînnoirea automată',
    choose: 'Alegeți un plan',
    change: 'Schimbați planul',
    restart: 'Reîncepeți',
    renewal_off: 'Dezactivați reînnoirea automată…',
    refresh: 'Actualizați',
    continue: 'Vedeți progresul',
    discard: 'Renunțați la schimbare',
  },
  working: 'Un moment…',
  noRight: 'Numai proprietarul acestui site poate schimba planul.',
  platformManaged: 'Schimbați planul în panoul de statistici.',
  turnOffTitle: 'Dezactivați reînnoirea automată?',
  turnOffText: ({ name, day, fallsTo: to }) =>
    `${name} rămâne activ până la ${day ?? 'sfârșitul perioadei'} și nu se reînnoiește.${to ? fallsTo[to] : ''}`,
  turnOffPlanned: ({ planned }) => `Trecerea planificată la ${planned} se anulează și nu revine.`,
  keepRenewing: 'Păstrați reînnoirea',
  turnOff: 'Dezactivați reînnoirea automată',
  notChanged: 'Nu am primit niciun răspuns. Încercați din nou: nimic nu se face de două ori.',
  needsAttention: ({ reference }) =>
    `Plata dvs. a ajuns, schimbarea nu. Nu trebuie să plătiți din nou: vom rezolva noi. Dacă ne întrebați, menționați această referință: ${reference}`,
  meter: 'Utilizarea limitei',
}

/** Romanian. Orders carry the words of article 8 of the Romanian Ordinance 34/2014. */
export const ro: Language = { locale: 'ro', dashboard, packages, upgrade, subscription }
