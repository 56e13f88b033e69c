// Read by: no one yet. Made by a machine, in the polite and mostly impersonal form of Polish software; not checked by a native
// speaker or a lawyer.
import type { Language } from '../react/provider/catalogue.ts'
import { plural } from '../react/format/plural.ts'

const fallsTo = {
  no_tracking: ' Potem nic nie będzie rejestrowane.',
  free: ' Potem obowiązuje plan bezpłatny.',
}
const every = { monthly: 'co miesiąc', yearly: 'co rok' }

/** What a `DashboardFrame` says, and an `UpgradeModal` until its plans are there. */
export const dashboard: Language['dashboard'] = {
  frameTitle: 'Statystyki strony',
  loading: 'Ładowanie statystyk…',
  retry: 'Spróbuj ponownie',
  plansLoading: 'Ładowanie planów…',
  paymentChecking: 'Sprawdzanie płatności…',
  plansNotLoaded: 'Nie udało się załadować planów.',
  expired: 'Te dane mogą być nieaktualne.',
  refresh: 'Odśwież',
  slow: 'Trwa to dłużej niż zwykle.',
  openInNewTab: 'Otwórz w nowej karcie',
  planUpgraded: 'Nowy plan jest aktywny.',
  errorNotFound: 'Dla tej witryny nie ma jeszcze statystyk.',
  errorNoAccess: 'Nie masz dostępu do tych statystyk.',
  errorOffline: 'Brak połączenia z internetem.',
  offlineHelp: 'Statystyki załadują się, gdy połączenie wróci.',
  reference: ({ code }) => `Jeśli problem nie ustąpi, podaj nam ten numer: ${code}`,
  errorUnreachable: 'Usługa statystyk nie odpowiada.',
  errorPopupBlocked: 'Przeglądarka nie otworzyła nowej karty.',
  errorOther: 'Nie można wyświetlić statystyk.',
}

/** What a `PackagePicker` says. */
export const packages: Language['packages'] = {
  legend: 'Plany',
  loading: 'Ładowanie planów',
  failed: 'Nie udało się załadować planów.',
  retry: 'Spróbuj ponownie',
  empty: 'Brak planów do wyboru.',
  interval: 'Rozliczenie',
  intervals: { monthly: 'Miesięczne', yearly: 'Roczne' },
  currency: 'Waluta',
  filter: 'Znajdź plan',
  filtered: ({ shown, total }) => `Plany: ${shown} z ${total}`,
  only: { monthly: 'Tylko miesięcznie', yearly: 'Tylko rocznie' },
  free: 'Bezpłatny',
  price: ({ amount, interval }) => `${amount} za ${interval === 'yearly' ? 'rok' : 'miesiąc'}`,
  equivalent: ({ amount }) => `${amount} za miesiąc`,
  period: { monthly: 'za miesiąc', yearly: 'za rok' },
  saveUpTo: ({ percent }) => `Oszczędność do ${percent}`,
  unit: /* @__PURE__ */ plural('pl', {
    one: 'punkt styku',
    few: 'punkty styku',
    many: 'punktów styku',
    other: 'punktu styku',
    unlimited: 'punkty styku',
  }),
  limit: ({ limit, count, unit }) =>
    limit === 'unlimited' ? `Bez limitu: ${unit}` : limit === 0 ? 'Niczego nie rejestruje' : `${count} ${unit}`,
  used: ({ count, unit }) => `Wykorzystano w tym okresie: ${count} ${unit}.`,
  unitQuestion: 'Co to jest punkt styku?',
  unitMeaning:
    'Punkt styku to odsłona strony lub śledzone zdarzenie. Gdy w planie już ich nie ma, rejestrowanie się zatrzymuje.',
  recommended: 'Polecany',
  currentPlan: 'Obecny plan',
  planInInterval: ({ name, interval }) => `${name}, ${interval === 'yearly' ? 'rocznie' : 'miesięcznie'}`,
  trial: 'Bezpłatny okres próbny',
  yourPlan: ({ name, limit }) => `Twój plan: ${name}${limit ? `, ${limit}` : ''}`,
  consequence: ({ kind, interval, day, isFree, isReplacing, isEnding }) =>
    ({
      current: day ? `${isEnding ? 'Trwa do' : 'Odnawia się'} ${day}` : 'Twój plan',
      planned: day ? `Zaplanowany od ${day}` : 'Zaplanowany',
      start: 'Zacznij dzisiaj',
      restart: 'Zacznij dzisiaj od nowa',
      upgrade: isFree ? 'Zmień dzisiaj' : 'Przejdź dzisiaj na wyższy',
      switch_interval: `Przejdź na rozliczenie ${interval === 'yearly' ? 'roczne' : 'miesięczne'}`,
      resume: 'Włącz ponownie automatyczne odnawianie',
      downgrade: `${isReplacing ? 'Zamiast tego zmień' : 'Zmień'} ${day}`,
    })[kind],
  keep: ({ name }) => `Zachowaj ${name}`,
  reasons: {
    no_right: 'Tylko właściciel tej witryny może zmienić plan.',
    change_running: 'Zmiana jest w toku.',
    same_limit: 'Rejestruje tyle samo co Twój plan',
    ending: 'Aby przejść na mniejszy plan, włącz najpierw automatyczne odnawianie',
    unknown_plan: 'Nie można porównać z Twoim planem',
    after_trial: 'Twój plan po okresie próbnym',
    payment_due: 'Płatność za Twój plan jest zaległa.',
    charge_missing: 'Do wyboru po zakończeniu obecnego planu',
    not_schedulable: 'Do wyboru po zakończeniu obecnego planu',
    being_renewed: 'Twój plan jest właśnie odnawiany',
    renewal_off: 'Aby zmienić plan, włącz najpierw automatyczne odnawianie',
    deactivated: 'Wyłączonego planu nie można tu uruchomić ponownie.',
    platform_managed: 'Zmień plan w panelu statystyk.',
  },
  paymentDue: ({ amount, day }) =>
    `Zaległa płatność: ${amount}${day ? `, termin: ${day}` : ''}. Po jej dokonaniu można zmienić plan.`,
  payNow: ({ amount }) => `Zapłać ${amount}`,
  cleared: ({ name }) => `Plan ${name} nie jest tak oferowany. Teraz nic nie jest wybrane.`,
}

/** What an `UpgradeModal` says besides. */
export const upgrade: Language['upgrade'] = {
  titles: {
    pick: 'Wybierz plan',
    review: 'Sprawdź zmianę',
    sending: 'Sprawdź zmianę',
    pay: 'Zapłać za nowy plan',
    settling: 'Zmiana planu',
    running: 'Zmiana jest w toku',
    done: 'Gotowe',
    refused: 'Plan nie został zmieniony',
    failed: 'Plan nie został zmieniony',
    needs_attention: 'Zajmujemy się tym',
    closed: 'Ta zmiana jest rozstrzygnięta',
  },
  close: 'Zamknij',
  back: 'Wróć do planów',
  forWebsite: ({ domain }) => `Dla ${domain}`,
  choosePrompt: 'Wybierz plan, aby zobaczyć, ile kosztuje dzisiaj.',
  continue: 'Sprawdź zmianę',
  loadingQuote: 'Obliczanie ceny…',
  noPrice: 'Jeszcze bez ceny',
  plusTax: ({ amount }) => `${amount} plus VAT`,
  quoteFailed: 'Nie udało się obliczyć ceny. Spróbuj ponownie za minutę.',
  retry: 'Spróbuj ponownie',
  from: ({ day }) => (day ? `Do ${day}` : 'Teraz'),
  to: ({ day }) => `Od ${day ?? 'dzisiaj'}`,
  costs: 'Ile to kosztuje',
  changes: 'Co się zmieni',
  starts: ({ name, day }) =>
    day ? `Plan ${name} trwa do ${day}; do tego czasu można cofnąć zmianę.` : 'Działa od razu.',
  monthlyLimit: ({ limit }) => `Miesięcznie: ${limit}.`,
  credit: ({ name, percent }) => `Zwrot za niewykorzystane ${percent} planu ${name}`,
  balance: 'Z Twojego salda',
  due: { nothing: 'Dzisiaj', invoiced: 'Na następnej fakturze', pay_now: 'Do zapłaty dzisiaj' },
  nextCharge: ({ interval, day, isFirst }) => `${isFirst ? 'Od' : 'Potem od'} ${day} ${every[interval]}`,
  summary: ({ due, amount, next }) =>
    ({
      nothing: 'Dzisiaj nic do zapłaty',
      invoiced: `${amount} na następnej fakturze`,
      pay_now: `${amount} dzisiaj`,
    })[due] + (next ? `, potem ${next}` : ''),
  chosen: ({ name, summary }) => `${name}. ${summary}`,
  renews: ({ interval }) => `Odnawia się ${every[interval]}, dopóki tego nie wyłączysz.`,
  requoted: ({ was, is }) => `Cena się zmieniła: było ${was}, jest ${is}. Potwierdź ponownie.`,
  renewedQuote: 'Oferta wygasła. To jest nowa, za tę samą cenę: potwierdź ponownie.',
  usageRestarts: 'Wykorzystanie liczy się ponownie od 0.',
  usageAboveLimit: ({ used, name, limit, day, unit }) =>
    `Wykorzystano już w tym okresie: ${used} ${unit}. Plan ${name}: ${limit}. To, co wykracza ponad to, nie będzie rejestrowane${day ? ` od ${day}` : ''}.`,
  ends: {
    trial: 'Okres próbny kończy się teraz.',
    planned_switch: 'Zaplanowana zmiana przepada.',
    paid_period: 'Reszta bieżącego okresu kończy się bez zwrotu.',
  },
  renewalOn: 'Automatyczne odnawianie zostanie ponownie włączone.',
  leftOver: {
    carried: ({ amount }) => `Pozostaje ${amount} na saldzie, na poczet następnych płatności.`,
    lost: ({ amount }) => `Niewykorzystane środki w kwocie ${amount} przepadają.`,
  },
  balanceLeft: ({ amount }) => `Na saldzie pozostaje ${amount}, na poczet następnych płatności.`,
  keepReview: ({ name, planned, day }) =>
    `Zmiana na plan ${planned} przepada i zostaje plan ${name}.${day ? ` Plan odnawia się ${day}.` : ''}`,
  confirm: ({ kind, name, due, amount, day, isFree, isReplacing }) => {
    if (kind === 'keep') return `Zachowaj ${name}`
    if (kind === 'resume') return 'Włącz ponownie automatyczne odnawianie'
    if (kind === 'downgrade') return `${isReplacing ? 'Zamiast tego zmień' : 'Zmień'} na ${name} ${day}`
    if (due === 'leaves') return `Przejdź do płatności · ${amount}`
    return isFree ? 'Zmień teraz · bezpłatnie' : 'Zamówienie z obowiązkiem zapłaty'
  },
  sending: 'Chwileczkę…',
  unanswered: 'Nie otrzymaliśmy odpowiedzi. Spróbuj ponownie, opłata nie zostanie pobrana podwójnie.',
  adapterFailed: 'Na tej stronie coś poszło nie tak. Spróbuj ponownie, opłata nie zostanie pobrana podwójnie.',
  payPrompt: 'Strona płatności otworzy się w tym oknie i wróci tutaj.',
  payInTab: 'Strona płatności otworzy się w nowej karcie. Po zapłaceniu wróć tutaj.',
  pay: ({ amount }) => `Przejdź do płatności · ${amount}`,
  payRefused: 'Nie można otworzyć strony płatności. Nic nie zostało zapłacone.',
  discard: 'Odrzuć tę zmianę',
  runningSince: ({ name, ago }) => (name ? `Zmianę na ${name} rozpoczęto ${ago}.` : `Zmianę rozpoczęto ${ago}.`),
  unpaid: 'Nie została jeszcze opłacona.',
  leaving: 'Przechodzisz na stronę płatności',
  unpaidTitle: 'Zmiana nie została jeszcze opłacona',
  stages: {
    awaiting_payment: 'Oczekiwanie na potwierdzenie płatności',
    paid: 'Płatność otrzymana, plan jest zmieniany',
    applying: 'Plan jest zmieniany',
    applied: 'Plan jest zmieniony i za chwilę będzie widoczny',
  },
  goesOn: 'Możesz zamknąć to okno. Zmiana będzie kontynuowana.',
  usually: 'Zwykle trwa to mniej niż 10 sekund.',
  slow: 'Trwa to dłużej niż zwykle.',
  slowStage: ({ stage }) => `${stage}. Trwa to dłużej niż zwykle. Możesz zamknąć to okno.`,
  doneTitle: ({ kind, name }) =>
    ({
      choose: `Twój plan to teraz ${name}`,
      planned: 'Zmiana jest zaplanowana',
      cancel: 'Automatyczne odnawianie jest wyłączone',
      resume: 'Automatyczne odnawianie jest włączone',
      keep: `Zachowujesz ${name}`,
    })[kind],
  done: ({ kind, name, day, limit }) =>
    ({
      choose: limit ? `Od teraz miesięcznie: ${limit}` : `Plan ${name} jest aktywny`,
      planned: `Plan ${name} zaczyna się ${day ?? 'po zakończeniu okresu'}. Do tego czasu nic się nie zmieni.`,
      cancel: `Automatyczne odnawianie jest wyłączone.${day ? ` Plan ${name} trwa do ${day}.` : ''}`,
      resume: 'Automatyczne odnawianie jest ponownie włączone.',
      keep: `Zachowujesz ${name}.`,
    })[kind],
  included: ({ name }) => `W planie ${name}`,
  renewsOn: ({ day, amount }) => `Odnawia się ${day} za ${amount}.`,
  viewPlan: 'Zobacz plan',
  backToAnalytics: 'Wróć do statystyk',
  refused: 'Zmiana nie została wykonana i nic nie zostało zapłacone.',
  framed: 'Ta strona jest wyświetlana wewnątrz innej, gdzie nie można zmienić planu. Otwórz ją w osobnej karcie.',
  failed: 'Nic nie zostało zapłacone, a plan pozostał bez zmian.',
  abandoned: 'Zmiana została odrzucona i nic nie zostało zapłacone.',
  refunded: 'Płatność za zmianę została zwrócona.',
  closed: 'Zajęliśmy się tym ręcznie. Co teraz obowiązuje, widać przy Twoim planie.',
  reasons: {
    not_paid_in_time: 'Minął czas na zapłatę.',
    account_on_hold: 'Twoje konto jest obecnie zablokowane i nie można rozpocząć nowego planu. Skontaktuj się z nami.',
    period_ended: 'Okres rozliczeniowy się skończył: cena jest teraz inna.',
    payment_due: 'Płatność za Twój plan jest zaległa.',
    balance_changed: 'Saldo zostało w międzyczasie wykorzystane: cena jest teraz inna.',
    changed_elsewhere: 'Plan został w międzyczasie zmieniony w inny sposób.',
    owner_changed: 'Ta witryna należy teraz do innego konta.',
    not_allowed: 'Obecny plan na to nie pozwala.',
    plan_ended: 'Twój plan się skończył.',
    platform_refused: 'Usługa statystyk tego nie przyjęła.',
    provider_refused: 'Usługa płatnicza tego nie przyjęła.',
  },
  declined: 'Płatność została odrzucona',
  needsAttention: 'Płatność dotarła, zmiana jeszcze nie',
  nothingToPay: 'Nie trzeba płacić ponownie: naprawimy to. W razie pytań podaj ten numer.',
  reference: 'Numer sprawy',
  chooseAgain: 'Wybierz inny plan',
  payAgain: 'Zapłać inaczej',
}

/** What a `SubscriptionPanel` says besides. */
export const subscription: Language['subscription'] = {
  loading: 'Ładowanie planu',
  failed: 'Nie udało się załadować planu.',
  retry: 'Spróbuj ponownie',
  sentence: ({ state, name, day, amount, fallsTo: to, planned }) => {
    const after = to ? fallsTo[to] : ''
    const until = `Trwa do ${day ?? 'końca okresu'}.`
    const ends = `Kończy się ${day ?? 'wkrótce'}.`
    return {
      none: 'Ta witryna nie ma jeszcze planu.',
      ended: 'Dane są zachowane, nowe nie są rejestrowane.',
      renewing: 'Plan jest właśnie odnawiany.',
      trial: ends + after,
      package_trial: `${ends}${amount ? ` Potem plan działa dalej za ${amount}.` : ''}`,
      ending: until + after,
      planned: `${until} Potem obowiązuje ${planned}.`,
      free: 'Nic nie jest rejestrowane.',
      active: day ? `Odnawia się ${day}${amount ? ` za ${amount}` : ''}.` : `Twój plan to ${name}.`,
    }[state]
  },
  pool: 'Jeden plan dla wszystkich Twoich witryn.',
  status: ({ state, day, daysLeft, days, isUnpaid }) =>
    ({
      running: isUnpaid ? 'Nieopłacony' : 'Zmiana w toku',
      none: 'Brak planu',
      ended: 'Wyłączony',
      renewing: 'Odnawianie',
      trial: daysLeft === null ? 'Okres próbny' : `Pozostało: ${days}`,
      package_trial: 'Okres próbny',
      ending: day ? `Koniec ${day}` : 'Wkrótce koniec',
      planned: day ? `Zmiana ${day}` : 'Wkrótce zmiana',
      free: 'Aktywny',
      active: 'Aktywny',
      due: 'Zaległa płatność',
      reached: 'Limit osiągnięty',
    })[state],
  // A slash, since the word after “z” would need another form than the one that goes with the number.
  usedOf: ({ used, limit, unit }) => `${used} / ${limit} ${unit}`,
  usedSoFar: ({ used, unit }) => `Dotychczas: ${used} ${unit}`,
  usedByWebsite: ({ used, unit }) => `Ta witryna: ${used} ${unit}`,
  resets: ({ day }) => `Od nowa ${day}`,
  usageLow: 'Pozostała mniej niż jedna czwarta.',
  usageReached: ({ day }) =>
    `Limit jest osiągnięty i rejestrowanie się zatrzymało. Ruszy ponownie ${day ?? 'z następnym okresem'} albo po przejściu na wyższy plan.`,
  actions: {
    renewal_on: 'Włącz ponownie automatyczne odnawianie',
    choose: 'Wybierz plan',
    change: 'Zmień plan',
    restart: 'Zacznij od nowa',
    renewal_off: 'Wyłącz automatyczne odnawianie…',
    refresh: 'Odśwież',
    continue: 'Zobacz postęp',
    discard: 'Odrzuć tę zmianę',
  },
  working: 'Chwileczkę…',
  noRight: 'Tylko właściciel tej witryny może zmienić plan.',
  platformManaged: 'Zmień plan w panelu statystyk.',
  turnOffTitle: 'Wyłączyć automatyczne odnawianie?',
  turnOffText: ({ name, day, fallsTo: to }) =>
    `Plan ${name} trwa do ${day ?? 'końca okresu'} i nie odnowi się.${to ? fallsTo[to] : ''}`,
  turnOffPlanned: ({ planned }) => `Zaplanowana zmiana na ${planned} przepada i nie wróci.`,
  keepRenewing: 'Odnawiaj dalej',
  turnOff: 'Wyłącz automatyczne odnawianie',
  notChanged: 'Nie otrzymaliśmy odpowiedzi. Spróbuj ponownie: nic nie stanie się podwójnie.',
  needsAttention: ({ reference }) =>
    `Płatność dotarła, zmiana jeszcze nie. Nie trzeba płacić ponownie: naprawimy to. W razie pytań podaj ten numer: ${reference}`,
  meter: 'Wykorzystanie limitu',
}

/** Polish. Orders carry the words of article 17 of the Polish Consumer Rights Act. */
export const pl: Language = { locale: 'pl', dashboard, packages, upgrade, subscription }
