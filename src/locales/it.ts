// Read by: no one yet. Made by a machine, in the familiar form that Italian software uses; not checked by a native speaker or a
// lawyer.
import type { Language } from '../react/provider/catalogue.ts'
import { plural } from '../react/format/plural.ts'

const fallsTo = {
  no_tracking: ' In seguito non verrà registrato nulla.',
  free: ' In seguito si applicherà il piano gratuito.',
}
const every = { monthly: 'ogni mese', yearly: 'ogni anno' }
const billing = { monthly: 'mensile', yearly: 'annuale' }

/** Joins an article to a day: eight and eleven begin with a vowel. */
const joined = (article: string, elided: string) => (day: string) =>
  /^(8|11)(?!\d)/.test(day) ? `${elided}${day}` : `${article} ${day}`
const on = /* @__PURE__ */ joined('il', 'l’')
const upTo = /* @__PURE__ */ joined('al', 'all’')
const since = /* @__PURE__ */ joined('dal', 'dall’')

/** What a `DashboardFrame` says, and an `UpgradeModal` until its plans are there. */
export const dashboard: Language['dashboard'] = {
  frameTitle: 'Statistiche del sito',
  loading: 'Caricamento delle statistiche…',
  retry: 'Riprova',
  plansLoading: 'Caricamento dei piani…',
  paymentChecking: 'Verifica del pagamento…',
  plansNotLoaded: 'Impossibile caricare i piani.',
  expired: 'Questi dati potrebbero non essere aggiornati.',
  refresh: 'Aggiorna',
  slow: 'Ci vuole più tempo del solito.',
  openInNewTab: 'Apri in una nuova scheda',
  planUpgraded: 'Il nuovo piano è attivo.',
  errorNotFound: 'Non ci sono ancora statistiche per questo sito.',
  errorNoAccess: 'Non hai accesso a queste statistiche.',
  errorOffline: 'Sei offline.',
  offlineHelp: 'Le statistiche si caricheranno non appena tornerai online.',
  reference: ({ code }) => `Se il problema persiste, comunicaci questo riferimento: ${code}`,
  errorUnreachable: 'Il servizio di statistiche non risponde.',
  errorPopupBlocked: 'Il browser non ha aperto una nuova scheda.',
  errorOther: 'Impossibile mostrare le statistiche.',
}

/** What a `PackagePicker` says. */
export const packages: Language['packages'] = {
  legend: 'Piani',
  loading: 'Caricamento dei piani',
  failed: 'Impossibile caricare i piani.',
  retry: 'Riprova',
  empty: 'Non ci sono piani tra cui scegliere.',
  interval: 'Fatturazione',
  intervals: { monthly: 'Mensile', yearly: 'Annuale' },
  currency: 'Valuta',
  filter: 'Cerca un piano',
  filtered: ({ shown, total }) => `${shown} piani su ${total}`,
  only: { monthly: 'Solo mensile', yearly: 'Solo annuale' },
  free: 'Gratis',
  price: ({ amount, interval }) => `${amount} ${interval === 'yearly' ? 'all’anno' : 'al mese'}`,
  equivalent: ({ amount }) => `${amount} al mese`,
  period: { monthly: 'al mese', yearly: 'all’anno' },
  saveUpTo: ({ percent }) => `Risparmio: fino al ${percent}`,
  unit: /* @__PURE__ */ plural('it', {
    one: 'punto di contatto',
    many: 'di punti di contatto',
    other: 'punti di contatto',
  }),
  limit: ({ limit, count, unit }) =>
    limit === 'unlimited' ? `Numero illimitato di ${unit}` : limit === 0 ? 'Non registra nulla' : `${count} ${unit}`,
  used: ({ count, unit }) => `Utilizzo in questo periodo: ${count} ${unit}.`,
  unitQuestion: 'Che cos’è un punto di contatto?',
  unitMeaning:
    'Un punto di contatto è una pagina vista o un evento tracciato. Quando quelli di un piano sono esauriti, la registrazione si ferma.',
  recommended: 'Consigliato',
  currentPlan: 'Piano attuale',
  planInInterval: ({ name, interval }) => `${name}, ${billing[interval]}`,
  trial: 'Prova gratuita',
  yourPlan: ({ name, limit }) => `Il tuo piano: ${name}${limit ? `, ${limit}` : ''}`,
  consequence: ({ kind, interval, day, isFree, isReplacing, isEnding }) =>
    ({
      current: day ? (isEnding ? `Fino ${upTo(day)}` : `Si rinnova ${on(day)}`) : 'Il tuo piano',
      planned: day ? `Previsto ${since(day)}` : 'Previsto',
      start: 'Inizia oggi',
      restart: 'Ricomincia oggi',
      upgrade: isFree ? 'Cambia oggi' : 'Passa oggi al piano superiore',
      switch_interval: `Passa alla fatturazione ${billing[interval]}`,
      resume: 'Riattiva il rinnovo automatico',
      downgrade: `Cambia ${isReplacing ? 'invece ' : ''}${on(day ?? '')}`,
    })[kind],
  keep: ({ name }) => `Mantieni ${name}`,
  reasons: {
    no_right: 'Solo il proprietario di questo sito può cambiare piano.',
    change_running: 'La modifica è in corso.',
    same_limit: 'Registra quanto il tuo piano',
    ending: 'Per passare a un piano inferiore riattiva prima il rinnovo automatico',
    unknown_plan: 'Non confrontabile con il tuo piano',
    after_trial: 'Il tuo piano dopo la prova',
    payment_due: 'Un pagamento per il tuo piano è in sospeso.',
    charge_missing: 'Selezionabile quando il tuo piano sarà terminato',
    not_schedulable: 'Selezionabile quando il tuo piano sarà terminato',
    being_renewed: 'Il tuo piano è in fase di rinnovo',
    renewal_off: 'Per cambiare piano riattiva prima il rinnovo automatico',
    deactivated: 'Un piano disattivato non può essere riavviato qui.',
    platform_managed: 'Cambia il piano nella dashboard.',
  },
  paymentDue: ({ amount, day }) =>
    `È in sospeso un pagamento di ${amount}${day ? `, da effettuare entro ${on(day)}` : ''}. Dopo il pagamento potrai cambiare piano.`,
  payNow: ({ amount }) => `Paga ${amount}`,
  cleared: ({ name }) => `${name} non è disponibile in questo modo. Ora non è selezionato nulla.`,
}

/** What an `UpgradeModal` says besides. */
export const upgrade: Language['upgrade'] = {
  titles: {
    pick: 'Scegli un piano',
    review: 'Verifica la modifica',
    sending: 'Verifica la modifica',
    pay: 'Paga il nuovo piano',
    settling: 'Modifica del piano in corso',
    running: 'La modifica è in corso',
    done: 'Fatto',
    refused: 'Il piano non è stato modificato',
    failed: 'Il piano non è stato modificato',
    needs_attention: 'Ce ne stiamo occupando',
    closed: 'Questa modifica è risolta',
  },
  close: 'Chiudi',
  back: 'Torna ai piani',
  forWebsite: ({ domain }) => `Per ${domain}`,
  choosePrompt: 'Scegli un piano per vedere quanto costa oggi.',
  continue: 'Verifica la modifica',
  loadingQuote: 'Calcolo del prezzo…',
  noPrice: 'Prezzo non ancora disponibile',
  plusTax: ({ amount }) => `${amount} più IVA`,
  quoteFailed: 'Non è stato possibile calcolare il prezzo. Riprova tra un minuto.',
  retry: 'Riprova',
  from: ({ day }) => (day ? `Fino ${upTo(day)}` : 'Ora'),
  to: ({ day }) => (day ? `A partire ${since(day)}` : 'A partire da oggi'),
  costs: 'Quanto costa',
  changes: 'Che cosa cambia',
  starts: ({ name, day }) =>
    day ? `Mantieni ${name} fino ${upTo(day)} e fino ad allora puoi annullare la modifica.` : 'Con effetto immediato.',
  monthlyLimit: ({ limit }) => `${limit} al mese.`,
  credit: ({ name, percent }) => `Credito per la parte non utilizzata di ${name} (${percent})`,
  balance: 'Dal tuo saldo',
  due: { nothing: 'Oggi', invoiced: 'Nella prossima fattura', pay_now: 'Da pagare oggi' },
  nextCharge: ({ interval, day, isFirst }) => `${isFirst ? 'A' : 'Poi, a'} partire ${since(day)}, ${every[interval]}`,
  summary: ({ due, amount, next }) =>
    ({
      nothing: 'Nulla da pagare oggi',
      invoiced: `${amount} nella prossima fattura`,
      pay_now: `${amount} oggi`,
    })[due] + (next ? `, poi ${next}` : ''),
  chosen: ({ name, summary }) => `${name}. ${summary}`,
  renews: ({ interval }) => `Si rinnova ${every[interval]} finché non disattivi il rinnovo.`,
  requoted: ({ was, is }) => `Il prezzo è cambiato: era ${was}, ora è ${is}. Conferma di nuovo.`,
  renewedQuote: 'L’offerta era scaduta. Questa è una nuova offerta allo stesso prezzo: conferma di nuovo.',
  usageRestarts: 'L’utilizzo viene conteggiato di nuovo da 0.',
  usageAboveLimit: ({ used, name, limit, day, unit }) =>
    `Utilizzo in questo periodo: ${used} ${unit}. ${name}: ${limit}. Ciò che va oltre non viene più registrato${day ? ` a partire ${since(day)}` : ''}.`,
  ends: {
    trial: 'La prova termina adesso.',
    planned_switch: 'Il cambio previsto viene annullato.',
    paid_period: 'Il resto del periodo in corso termina senza credito.',
  },
  renewalOn: 'Il rinnovo automatico viene riattivato.',
  leftOver: {
    carried: ({ amount }) => `Resta un credito di ${amount}, che verrà scalato dai prossimi addebiti.`,
    lost: ({ amount }) => `Un credito di ${amount} non viene utilizzato e va perso.`,
  },
  balanceLeft: ({ amount }) => `Restano ${amount} nel tuo saldo per i prossimi addebiti.`,
  keepReview: ({ name, planned, day }) =>
    `Il passaggio a ${planned} viene annullato e mantieni ${name}.${day ? ` Il piano si rinnova ${on(day)}.` : ''}`,
  confirm: ({ kind, name, due, amount, day, isFree, isReplacing }) => {
    if (kind === 'keep') return `Mantieni ${name}`
    if (kind === 'resume') return 'Riattiva il rinnovo automatico'
    if (kind === 'downgrade') return `Passa ${isReplacing ? 'invece ' : ''}a ${name} ${on(day)}`
    if (due === 'leaves') return `Vai al pagamento · ${amount}`
    return isFree ? 'Cambia ora · gratis' : 'Ordine con obbligo di pagare'
  },
  sending: 'Un momento…',
  unanswered: 'Non abbiamo ricevuto risposta. Riprova: non ti verrà addebitato due volte.',
  adapterFailed: 'Si è verificato un problema in questa pagina. Riprova: non ti verrà addebitato due volte.',
  payPrompt: 'La pagina di pagamento si apre in questa finestra e ti riporta qui.',
  payInTab: 'La pagina di pagamento si apre in una nuova scheda. Dopo il pagamento torna qui.',
  pay: ({ amount }) => `Vai al pagamento · ${amount}`,
  payRefused: 'Impossibile aprire la pagina di pagamento. Non è stato pagato nulla.',
  discard: 'Annulla questa modifica',
  runningSince: ({ name, ago }) =>
    name ? `Il passaggio a ${name} è stato avviato ${ago}.` : `Una modifica è stata avviata ${ago}.`,
  unpaid: 'Non è ancora stato pagato.',
  leaving: 'Ti portiamo alla pagina di pagamento',
  unpaidTitle: 'La modifica non è ancora stata pagata',
  stages: {
    awaiting_payment: 'In attesa della conferma del pagamento',
    paid: 'Pagamento ricevuto, modifica del piano in corso',
    applying: 'Modifica del piano in corso',
    applied: 'Il piano è stato modificato e sarà visibile tra un momento',
  },
  goesOn: 'Puoi chiudere questa finestra. La modifica prosegue.',
  usually: 'Di solito richiede meno di 10 secondi.',
  slow: 'Ci vuole più tempo del solito.',
  slowStage: ({ stage }) => `${stage}. Ci vuole più tempo del solito. Puoi chiudere questa finestra.`,
  doneTitle: ({ kind, name }) =>
    ({
      choose: `Il tuo piano ora è ${name}`,
      planned: 'Il cambio è previsto',
      cancel: 'Il rinnovo automatico è disattivato',
      resume: 'Il rinnovo automatico è attivo',
      keep: `Mantieni ${name}`,
    })[kind],
  done: ({ kind, name, day, limit }) =>
    ({
      choose: limit ? `Da ora ${limit} al mese` : `${name} è attivo`,
      planned: `${name} inizia ${day ? on(day) : 'alla fine del periodo'}. Fino ad allora non cambia nulla.`,
      cancel: `Il rinnovo automatico è disattivato.${day ? ` ${name} resta attivo fino ${upTo(day)}.` : ''}`,
      resume: 'Il rinnovo automatico è di nuovo attivo.',
      keep: `Mantieni ${name}.`,
    })[kind],
  included: ({ name }) => `Con ${name}`,
  renewsOn: ({ day, amount }) => `Si rinnova ${on(day)} per ${amount}.`,
  viewPlan: 'Vedi il piano',
  backToAnalytics: 'Torna alle statistiche',
  refused: 'La modifica non è stata eseguita e non è stato pagato nulla.',
  framed:
    'Questa pagina è mostrata all’interno di un’altra, dove non è possibile cambiare piano. Aprila in una scheda propria.',
  failed: 'Non è stato pagato nulla e il piano è rimasto invariato.',
  abandoned: 'La modifica è stata annullata e non è stato pagato nulla.',
  refunded: 'Il pagamento per la modifica è stato rimborsato.',
  closed: 'Ce ne siamo occupati manualmente. Che cosa vale ora è indicato nel tuo piano.',
  reasons: {
    not_paid_in_time: 'Il tempo per il pagamento è scaduto.',
    account_on_hold: 'Il tuo account al momento è bloccato: non è possibile iniziare un nuovo piano. Contattaci.',
    period_ended: 'Il periodo di fatturazione è terminato: il prezzo ora è diverso.',
    payment_due: 'Un pagamento per il tuo piano è in sospeso.',
    balance_changed: 'Nel frattempo il saldo è stato utilizzato: il prezzo ora è diverso.',
    changed_elsewhere: 'Nel frattempo il piano è stato modificato in altro modo.',
    owner_changed: 'Questo sito appartiene ora a un altro account.',
    not_allowed: 'Il tuo piano attuale non lo consente.',
    plan_ended: 'Il tuo piano è terminato.',
    platform_refused: 'Il servizio di statistiche non lo ha accettato.',
    provider_refused: 'Il servizio di pagamento non lo ha accettato.',
  },
  declined: 'Il pagamento è stato rifiutato',
  needsAttention: 'Il pagamento è arrivato, la modifica no',
  nothingToPay: 'Non devi pagare di nuovo: risolveremo noi. Se ci contatti, indica questo riferimento.',
  reference: 'Riferimento',
  chooseAgain: 'Scegli un altro piano',
  payAgain: 'Paga in altro modo',
}

/** What a `SubscriptionPanel` says besides. */
export const subscription: Language['subscription'] = {
  loading: 'Caricamento del piano',
  failed: 'Impossibile caricare il piano.',
  retry: 'Riprova',
  sentence: ({ state, name, day, amount, fallsTo: to, planned }) => {
    const after = to ? fallsTo[to] : ''
    const until = `Attivo fino ${day ? upTo(day) : 'alla fine del periodo'}.`
    const ends = `Termina ${day ? on(day) : 'a breve'}.`
    return {
      none: 'Questo sito non ha ancora un piano.',
      ended: 'I tuoi dati vengono conservati, non ne vengono registrati di nuovi.',
      renewing: 'Il tuo piano è in fase di rinnovo.',
      trial: ends + after,
      package_trial: `${ends}${amount ? ` Poi prosegue per ${amount}.` : ''}`,
      ending: until + after,
      planned: `${until} Poi subentra ${planned}.`,
      free: 'Non viene registrato nulla.',
      active: day ? `Si rinnova ${on(day)}${amount ? ` per ${amount}` : ''}.` : `Il tuo piano è ${name}.`,
    }[state]
  },
  pool: 'Un solo piano per tutti i tuoi siti.',
  status: ({ state, day, daysLeft, days, isUnpaid }) =>
    ({
      running: isUnpaid ? 'Da pagare' : 'In modifica',
      none: 'Nessun piano',
      ended: 'Disattivato',
      renewing: 'In rinnovo',
      trial: daysLeft === null ? 'Prova' : `Ancora ${days}`,
      package_trial: 'Prova',
      ending: day ? `Termina ${on(day)}` : 'Termina a breve',
      planned: day ? `Cambia ${on(day)}` : 'Cambia a breve',
      free: 'Attivo',
      active: 'Attivo',
      due: 'Pagamento in sospeso',
      reached: 'Limite raggiunto',
    })[state],
  usedOf: ({ used, limit, unit }) => `${used} su ${limit} ${unit}`,
  usedSoFar: ({ used, unit }) => `Finora ${used} ${unit}`,
  usedByWebsite: ({ used, unit }) => `${used} ${unit} da questo sito`,
  resets: ({ day }) => `Riparte ${on(day)}`,
  usageLow: 'Resta meno di un quarto.',
  usageReached: ({ day }) =>
    `Il limite è raggiunto e la registrazione è ferma. Riprenderà ${day ? on(day) : 'con il prossimo periodo'} o non appena passerai a un piano superiore.`,
  actions: {
    renewal_on: 'Riattiva il rinnovo automatico',
    choose: 'Scegli un piano',
    change: 'Cambia piano',
    restart: 'Ricomincia',
    renewal_off: 'Disattiva il rinnovo automatico…',
    refresh: 'Aggiorna',
    continue: 'Vedi l’avanzamento',
    discard: 'Annulla questa modifica',
  },
  working: 'Un momento…',
  noRight: 'Solo il proprietario di questo sito può cambiare piano.',
  platformManaged: 'Cambia il piano nella dashboard.',
  turnOffTitle: 'Disattivare il rinnovo automatico?',
  turnOffText: ({ name, day, fallsTo: to }) =>
    `${name} resta attivo fino ${day ? upTo(day) : 'alla fine del periodo'} e non si rinnova.${to ? fallsTo[to] : ''}`,
  turnOffPlanned: ({ planned }) => `Il passaggio previsto a ${planned} viene annullato e non verrà ripristinato.`,
  keepRenewing: 'Mantieni il rinnovo',
  turnOff: 'Disattiva il rinnovo automatico',
  notChanged: 'Non abbiamo ricevuto risposta. Riprova: nulla verrà eseguito due volte.',
  needsAttention: ({ reference }) =>
    `Il pagamento è arrivato, la modifica no. Non devi pagare di nuovo: risolveremo noi. Se ci contatti, indica questo riferimento: ${reference}`,
  meter: 'Utilizzo del limite',
}

/** Italian. Orders carry the words of article 51 of the Italian Consumer Code. */
export const it: Language = { locale: 'it', dashboard, packages, upgrade, subscription }
