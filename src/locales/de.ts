// Read by: no one yet. Made by a machine, in formal address; not checked by a native speaker or a lawyer.
import type { Language } from '../react/provider/catalogue.ts'
import { plural } from '../react/format/plural.ts'

const fallsTo = {
  no_tracking: ' Danach wird nichts mehr erfasst.',
  free: ' Danach gilt der kostenlose Tarif.',
}
const every = { monthly: 'jeden Monat', yearly: 'jedes Jahr' }
const billing = { monthly: 'monatlicher', yearly: 'jährlicher' }

/** What a `DashboardFrame` says, and an `UpgradeModal` until its plans are there. */
export const dashboard: Language['dashboard'] = {
  frameTitle: 'Webanalyse',
  loading: 'Ihre Statistiken werden geladen…',
  retry: 'Erneut versuchen',
  plansLoading: 'Die Tarife werden geladen…',
  paymentChecking: 'Ihre Zahlung wird geprüft…',
  plansNotLoaded: 'Die Tarife konnten nicht geladen werden.',
  expired: 'Diese Zahlen sind möglicherweise nicht mehr aktuell.',
  refresh: 'Aktualisieren',
  slow: 'Das dauert länger als üblich.',
  openInNewTab: 'In neuem Tab öffnen',
  planUpgraded: 'Ihr neuer Tarif ist aktiv.',
  errorNotFound: 'Für diese Website gibt es noch keine Statistiken.',
  errorNoAccess: 'Sie haben keinen Zugriff auf diese Statistiken.',
  errorOffline: 'Sie sind offline.',
  offlineHelp: 'Ihre Statistiken werden geladen, sobald Sie wieder online sind.',
  reference: ({ code }) => `Wenn das so bleibt, nennen Sie uns bitte diese Referenz: ${code}`,
  errorUnreachable: 'Der Statistikdienst antwortet nicht.',
  errorPopupBlocked: 'Ihr Browser hat keinen neuen Tab geöffnet.',
  errorOther: 'Die Statistiken können nicht angezeigt werden.',
}

/** What a `PackagePicker` says. */
export const packages: Language['packages'] = {
  legend: 'Tarife',
  loading: 'Tarife werden geladen',
  failed: 'Die Tarife konnten nicht geladen werden.',
  retry: 'Erneut versuchen',
  empty: 'Es stehen keine Tarife zur Auswahl.',
  interval: 'Abrechnung',
  intervals: { monthly: 'Monatlich', yearly: 'Jährlich' },
  currency: 'Währung',
  filter: 'Tarif suchen',
  filtered: ({ shown, total }) => `${shown} von ${total} Tarifen`,
  only: { monthly: 'Nur monatlich', yearly: 'Nur jährlich' },
  free: 'Kostenlos',
  price: ({ amount, interval }) => `${amount} pro ${interval === 'yearly' ? 'Jahr' : 'Monat'}`,
  equivalent: ({ amount }) => `${amount} pro Monat`,
  period: { monthly: 'pro Monat', yearly: 'pro Jahr' },
  saveUpTo: ({ percent }) => `Bis zu ${percent} sparen`,
  unit: /* @__PURE__ */ plural('de', { one: 'Touchpoint', other: 'Touchpoints' }),
  limit: ({ limit, count, unit }) =>
    limit === 'unlimited' ? `Unbegrenzte ${unit}` : limit === 0 ? 'Erfasst nichts' : `${count} ${unit}`,
  used: ({ count, unit }) => `In diesem Zeitraum bisher ${count} ${unit}.`,
  unitQuestion: 'Was ist ein Touchpoint?',
  unitMeaning:
    'Ein Touchpoint ist ein Seitenaufruf oder ein erfasstes Ereignis. Sind alle eines Tarifs verbraucht, wird nichts mehr erfasst.',
  recommended: 'Empfohlen',
  currentPlan: 'Aktueller Tarif',
  planInInterval: ({ name, interval }) => `${name}, ${interval === 'yearly' ? 'jährlich' : 'monatlich'}`,
  trial: 'Kostenlose Testphase',
  yourPlan: ({ name, limit }) => `Ihr Tarif: ${name}${limit ? `, ${limit}` : ''}`,
  consequence: ({ kind, interval, day, isFree, isReplacing, isEnding }) =>
    ({
      current: day ? `${isEnding ? 'Läuft bis' : 'Verlängert sich am'} ${day}` : 'Ihr Tarif',
      planned: day ? `Ab ${day} geplant` : 'Geplant',
      start: 'Heute beginnen',
      restart: 'Heute neu beginnen',
      upgrade: isFree ? 'Heute wechseln' : 'Upgrade ab heute',
      switch_interval: `Zu ${billing[interval]} Abrechnung wechseln`,
      resume: 'Automatische Verlängerung wieder einschalten',
      downgrade: `${isReplacing ? 'Stattdessen am' : 'Am'} ${day} wechseln`,
    })[kind],
  keep: ({ name }) => `${name} behalten`,
  reasons: {
    no_right: 'Nur der Inhaber dieser Website kann den Tarif ändern.',
    change_running: 'Ihre Änderung wird ausgeführt.',
    same_limit: 'Erfasst so viel wie Ihr Tarif',
    ending: 'Für einen kleineren Tarif zuerst die automatische Verlängerung einschalten',
    renewal_off: 'Für einen anderen Tarif zuerst die automatische Verlängerung einschalten',
    deactivated: 'Ein abgeschalteter Tarif kann hier nicht neu begonnen werden.',
    unknown_plan: 'Nicht mit Ihrem Tarif vergleichbar',
    after_trial: 'Ihr Tarif nach der Testphase',
    payment_due: 'Eine Zahlung für Ihren Tarif steht aus.',
    charge_missing: 'Wählbar, sobald Ihr Tarif geendet hat',
    not_schedulable: 'Wählbar, sobald Ihr Tarif geendet hat',
    being_renewed: 'Ihr Tarif wird gerade verlängert',
    platform_managed: 'Bitte ändern Sie den Tarif im Dashboard.',
  },
  paymentDue: ({ amount, day }) =>
    `Eine Zahlung von ${amount} steht aus${day ? `, fällig bis ${day}` : ''}. Danach können Sie Ihren Tarif ändern.`,
  payNow: ({ amount }) => `${amount} zahlen`,
  cleared: ({ name }) => `${name} gibt es so nicht. Es ist jetzt nichts ausgewählt.`,
}

/** What an `UpgradeModal` says besides. */
export const upgrade: Language['upgrade'] = {
  titles: {
    pick: 'Tarif wählen',
    review: 'Änderung prüfen',
    sending: 'Änderung prüfen',
    pay: 'Upgrade bezahlen',
    settling: 'Ihr Tarif wird geändert',
    running: 'Ihre Änderung wird ausgeführt',
    done: 'Fertig',
    refused: 'Ihr Tarif wurde nicht geändert',
    failed: 'Ihr Tarif wurde nicht geändert',
    needs_attention: 'Wir kümmern uns darum',
    closed: 'Diese Änderung ist geklärt',
  },
  close: 'Schließen',
  back: 'Zurück zu den Tarifen',
  forWebsite: ({ domain }) => `Für ${domain}`,
  choosePrompt: 'Wählen Sie einen Tarif, um zu sehen, was er heute kostet.',
  continue: 'Änderung prüfen',
  loadingQuote: 'Der Preis wird berechnet…',
  noPrice: 'Noch kein Preis',
  plusTax: ({ amount }) => `${amount} zzgl. MwSt.`,
  quoteFailed: 'Wir konnten den Preis nicht berechnen. Bitte versuchen Sie es in einer Minute erneut.',
  retry: 'Erneut versuchen',
  from: ({ day }) => (day ? `Bis ${day}` : 'Jetzt'),
  to: ({ day }) => (day ? `Ab ${day}` : 'Ab heute'),
  costs: 'Was es kostet',
  changes: 'Was sich ändert',
  starts: ({ name, day }) =>
    day ? `Bis ${day} behalten Sie ${name} und können den Wechsel zurücknehmen.` : 'Gilt sofort.',
  monthlyLimit: ({ limit }) => `${limit} pro Monat.`,
  credit: ({ name, percent }) => `Gutschrift für ungenutzte ${percent} von ${name}`,
  balance: 'Aus Ihrem Guthaben',
  due: { nothing: 'Heute', invoiced: 'Auf Ihrer nächsten Rechnung', pay_now: 'Heute fällig' },
  nextCharge: ({ interval, day, isFirst }) => `${isFirst ? 'Ab' : 'Danach ab'} ${day} ${every[interval]}`,
  summary: ({ due, amount, next }) =>
    ({
      nothing: 'Heute nichts zu zahlen',
      invoiced: `${amount} auf Ihrer nächsten Rechnung`,
      pay_now: `${amount} heute`,
    })[due] + (next ? `, danach ${next}` : ''),
  chosen: ({ name, summary }) => `${name}. ${summary}`,
  renews: ({ interval }) => `Verlängert sich ${every[interval]}, bis Sie das ausschalten.`,
  requoted: ({ was, is }) => `Der Preis hat sich von ${was} auf ${is} geändert. Bitte bestätigen Sie erneut.`,
  renewedQuote: 'Das Angebot war abgelaufen. Dies ist ein neues zum selben Preis: Bitte bestätigen Sie erneut.',
  usageRestarts: 'Die Nutzung wird wieder ab 0 gezählt.',
  usageAboveLimit: ({ used, name, limit, day, unit }) =>
    `In diesem Zeitraum waren es bereits ${used} ${unit}. ${name}: ${limit}. Was darüber hinausgeht, wird${day ? ` ab ${day}` : ''} nicht mehr erfasst.`,
  ends: {
    trial: 'Ihre Testphase endet jetzt.',
    planned_switch: 'Der geplante Wechsel entfällt.',
    paid_period: 'Der Rest des laufenden Zeitraums endet ohne Gutschrift.',
  },
  renewalOn: 'Die automatische Verlängerung wird wieder eingeschaltet.',
  leftOver: {
    carried: ({ amount }) => `${amount} Guthaben bleiben übrig und werden mit Ihren nächsten Zahlungen verrechnet.`,
    lost: ({ amount }) => `${amount} Guthaben werden nicht aufgebraucht und verfallen.`,
  },
  balanceLeft: ({ amount }) => `${amount} bleiben als Guthaben für Ihre nächsten Zahlungen.`,
  keepReview: ({ name, planned, day }) =>
    `Der Wechsel zu ${planned} entfällt, und Sie behalten ${name}.${day ? ` Der Tarif verlängert sich am ${day}.` : ''}`,
  confirm: ({ kind, name, due, amount, day, isFree, isReplacing }) => {
    if (kind === 'keep') return `${name} behalten`
    if (kind === 'resume') return 'Automatische Verlängerung wieder einschalten'
    if (kind === 'downgrade') return `${isReplacing ? 'Stattdessen am' : 'Am'} ${day} zu ${name} wechseln`
    if (due === 'leaves') return `Weiter zur Zahlung · ${amount}`
    return isFree ? 'Jetzt wechseln · kostenlos' : 'Zahlungspflichtig bestellen'
  },
  sending: 'Einen Moment…',
  unanswered: 'Wir haben keine Antwort erhalten. Versuchen Sie es erneut, es wird nicht doppelt abgebucht.',
  adapterFailed: 'Auf dieser Seite ist etwas schiefgegangen. Versuchen Sie es erneut, es wird nicht doppelt abgebucht.',
  payPrompt: 'Die Zahlungsseite öffnet sich in diesem Fenster und bringt Sie hierher zurück.',
  payInTab: 'Die Zahlungsseite öffnet sich in einem neuen Tab. Kommen Sie nach der Zahlung hierher zurück.',
  pay: ({ amount }) => `Weiter zur Zahlung · ${amount}`,
  payRefused: 'Die Zahlungsseite kann nicht geöffnet werden. Es wurde nichts bezahlt.',
  discard: 'Änderung verwerfen',
  runningSince: ({ name, ago }) =>
    name ? `Die Änderung zu ${name} wurde ${ago} begonnen.` : `Eine Änderung wurde ${ago} begonnen.`,
  unpaid: 'Sie ist noch nicht bezahlt.',
  leaving: 'Sie werden zur Zahlungsseite weitergeleitet',
  unpaidTitle: 'Ihre Änderung ist noch nicht bezahlt',
  stages: {
    awaiting_payment: 'Ihre Zahlung wird noch bestätigt',
    paid: 'Zahlung eingegangen, Ihr Tarif wird geändert',
    applying: 'Ihr Tarif wird geändert',
    applied: 'Ihr Tarif ist geändert und gleich zu sehen',
  },
  goesOn: 'Sie können dieses Fenster schließen. Die Änderung läuft weiter.',
  usually: 'Dauert meist weniger als 10 Sekunden.',
  slow: 'Das dauert länger als üblich.',
  slowStage: ({ stage }) => `${stage}. Das dauert länger als üblich. Sie können dieses Fenster schließen.`,
  doneTitle: ({ kind, name }) =>
    ({
      choose: `Ihr Tarif ist jetzt ${name}`,
      planned: 'Ihr Wechsel ist geplant',
      cancel: 'Die automatische Verlängerung ist aus',
      resume: 'Die automatische Verlängerung ist an',
      keep: `Sie behalten ${name}`,
    })[kind],
  done: ({ kind, name, day, limit }) =>
    ({
      choose: limit ? `Ab jetzt ${limit} pro Monat` : `${name} ist aktiv`,
      planned: `${name} beginnt ${day ? `am ${day}` : 'mit dem nächsten Zeitraum'}. Bis dahin ändert sich nichts.`,
      cancel: `Die automatische Verlängerung ist aus.${day ? ` ${name} läuft bis ${day}.` : ''}`,
      resume: 'Die automatische Verlängerung ist wieder an.',
      keep: `Sie behalten ${name}.`,
    })[kind],
  included: ({ name }) => `Mit ${name}`,
  renewsOn: ({ day, amount }) => `Verlängert sich am ${day} für ${amount}.`,
  viewPlan: 'Tarif ansehen',
  backToAnalytics: 'Zurück zu den Statistiken',
  refused: 'Die Änderung wurde nicht ausgeführt, und es wurde nichts bezahlt.',
  framed:
    'Diese Seite wird in einer anderen angezeigt; dort kann kein Tarif geändert werden. Öffnen Sie sie in einem eigenen Tab.',
  failed: 'Es wurde nichts bezahlt, und Ihr Tarif ist unverändert.',
  abandoned: 'Die Änderung wurde verworfen, und es wurde nichts bezahlt.',
  refunded: 'Ihre Zahlung für die Änderung wurde zurückerstattet.',
  closed: 'Wir haben das von Hand geklärt. Was jetzt gilt, steht bei Ihrem Tarif.',
  reasons: {
    not_paid_in_time: 'Die Zeit für die Zahlung war abgelaufen.',
    account_on_hold:
      'Ihr Konto ist zurzeit gesperrt; ein neuer Tarif kann nicht gestartet werden. Bitte wenden Sie sich an uns.',
    period_ended: 'Der Abrechnungszeitraum ist zu Ende: Der Preis ist jetzt ein anderer.',
    payment_due: 'Eine Zahlung für Ihren Tarif steht aus.',
    balance_changed: 'Ihr Guthaben wurde inzwischen verwendet: Der Preis ist jetzt ein anderer.',
    changed_elsewhere: 'Ihr Tarif wurde inzwischen auf anderem Weg geändert.',
    owner_changed: 'Diese Website gehört jetzt zu einem anderen Konto.',
    not_allowed: 'Ihr aktueller Tarif erlaubt das nicht.',
    plan_ended: 'Ihr Tarif ist zu Ende.',
    platform_refused: 'Der Statistikdienst hat es nicht angenommen.',
    provider_refused: 'Der Zahlungsdienst hat es nicht angenommen.',
  },
  declined: 'Ihre Zahlung wurde abgelehnt',
  needsAttention: 'Ihre Zahlung ist eingegangen, die Änderung steht noch aus',
  nothingToPay:
    'Sie müssen nicht noch einmal zahlen: Wir bringen es in Ordnung. Nennen Sie bei Fragen bitte diese Referenz.',
  reference: 'Referenz',
  chooseAgain: 'Anderen Tarif wählen',
  payAgain: 'Anders bezahlen',
}

/** What a `SubscriptionPanel` says besides. */
export const subscription: Language['subscription'] = {
  loading: 'Ihr Tarif wird geladen',
  failed: 'Ihr Tarif konnte nicht geladen werden.',
  retry: 'Erneut versuchen',
  sentence: ({ state, name, day, amount, fallsTo: to, planned }) => {
    const after = to ? fallsTo[to] : ''
    const until = `Läuft bis ${day ?? 'zum Ende des Zeitraums'}.`
    const ends = `Endet ${day ? `am ${day}` : 'bald'}.`
    return {
      none: 'Diese Website hat noch keinen Tarif.',
      ended: 'Ihre Daten bleiben erhalten, neue werden nicht erfasst.',
      renewing: 'Ihr Tarif wird gerade verlängert.',
      trial: ends + after,
      package_trial: `${ends}${amount ? ` Danach geht es für ${amount} weiter.` : ''}`,
      ending: until + after,
      planned: `${until} Danach gilt ${planned}.`,
      free: 'Es wird nichts erfasst.',
      active: day ? `Verlängert sich am ${day}${amount ? ` für ${amount}` : ''}.` : `Ihr Tarif ist ${name}.`,
    }[state]
  },
  pool: 'Ein Tarif für alle Ihre Websites.',
  status: ({ state, day, daysLeft, days, isUnpaid }) =>
    ({
      running: isUnpaid ? 'Noch nicht bezahlt' : 'Wird geändert',
      none: 'Kein Tarif',
      ended: 'Ausgeschaltet',
      renewing: 'Wird verlängert',
      trial: daysLeft === null ? 'Testphase' : `Noch ${days}`,
      package_trial: 'Testphase',
      ending: day ? `Endet am ${day}` : 'Endet bald',
      planned: day ? `Wechselt am ${day}` : 'Wechselt bald',
      free: 'Aktiv',
      active: 'Aktiv',
      due: 'Zahlung offen',
      reached: 'Grenze erreicht',
    })[state],
  usedOf: ({ used, limit, unit }) => `${used} von ${limit} ${unit}`,
  usedSoFar: ({ used, unit }) => `Bisher ${used} ${unit}`,
  usedByWebsite: ({ used, unit }) => `${used} ${unit} auf dieser Website`,
  resets: ({ day }) => `Beginnt am ${day} neu`,
  usageLow: 'Weniger als ein Viertel ist übrig.',
  usageReached: ({ day }) =>
    `Die Grenze ist erreicht, es wird nichts mehr erfasst. Es geht weiter ${day ? `am ${day}` : 'mit dem nächsten Zeitraum'} oder sobald Sie upgraden.`,
  actions: {
    renewal_on: 'Automatische Verlängerung wieder einschalten',
    choose: 'Tarif wählen',
    change: 'Tarif ändern',
    restart: 'Neu beginnen',
    renewal_off: 'Automatische Verlängerung ausschalten…',
    refresh: 'Aktualisieren',
    continue: 'Fortschritt ansehen',
    discard: 'Änderung verwerfen',
  },
  working: 'Einen Moment…',
  noRight: 'Nur der Inhaber dieser Website kann den Tarif ändern.',
  platformManaged: 'Bitte ändern Sie den Tarif im Dashboard.',
  turnOffTitle: 'Automatische Verlängerung ausschalten?',
  turnOffText: ({ name, day, fallsTo: to }) =>
    `${name} läuft bis ${day ?? 'zum Ende des Zeitraums'} und verlängert sich nicht.${to ? fallsTo[to] : ''}`,
  turnOffPlanned: ({ planned }) => `Der geplante Wechsel zu ${planned} entfällt und kommt nicht wieder.`,
  keepRenewing: 'Weiter verlängern',
  turnOff: 'Automatische Verlängerung ausschalten',
  notChanged: 'Wir haben keine Antwort erhalten. Versuchen Sie es erneut: Es geschieht nichts doppelt.',
  needsAttention: ({ reference }) =>
    `Ihre Zahlung ist eingegangen, die Änderung steht noch aus. Sie müssen nicht noch einmal zahlen: Wir bringen es in Ordnung. Nennen Sie bei Fragen bitte diese Referenz: ${reference}`,
  meter: 'Von der Grenze verbraucht',
}

/** German. Orders carry the words that § 312j of the German Civil Code asks for. */
export const de: Language = { locale: 'de', dashboard, packages, upgrade, subscription }
