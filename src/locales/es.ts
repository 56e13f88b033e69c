// Read by: no one yet. Made by a machine, in formal address; not checked by a native speaker or a lawyer.
import type { Language } from '../react/provider/catalogue.ts'
import { plural } from '../react/format/plural.ts'

const fallsTo = {
  no_tracking: ' Después no se registrará nada.',
  free: ' Después se aplicará el plan gratuito.',
}
const every = { monthly: 'cada mes', yearly: 'cada año' }
const billing = { monthly: 'mensual', yearly: 'anual' }

/** What a `DashboardFrame` says, and an `UpgradeModal` until its plans are there. */
export const dashboard: Language['dashboard'] = {
  frameTitle: 'Analítica web',
  loading: 'Cargando sus estadísticas…',
  retry: 'Reintentar',
  plansLoading: 'Cargando los planes…',
  paymentChecking: 'Comprobando su pago…',
  plansNotLoaded: 'No se han podido cargar los planes.',
  expired: 'Es posible que estas cifras no estén actualizadas.',
  refresh: 'Actualizar',
  slow: 'Está tardando más de lo habitual.',
  openInNewTab: 'Abrir en una pestaña nueva',
  planUpgraded: 'Su nuevo plan está activo.',
  errorNotFound: 'Todavía no hay estadísticas de este sitio web.',
  errorNoAccess: 'No tiene acceso a estas estadísticas.',
  errorOffline: 'No tiene conexión.',
  offlineHelp: 'Sus estadísticas se cargarán en cuanto vuelva a tener conexión.',
  reference: ({ code }) => `Si el problema continúa, indíquenos esta referencia: ${code}`,
  errorUnreachable: 'El servicio de estadísticas no responde.',
  errorPopupBlocked: 'Su navegador no ha abierto una pestaña nueva.',
  errorOther: 'No se pueden mostrar las estadísticas.',
}

/** What a `PackagePicker` says. */
export const packages: Language['packages'] = {
  legend: 'Planes',
  loading: 'Cargando los planes',
  failed: 'No se han podido cargar los planes.',
  retry: 'Reintentar',
  empty: 'No hay planes para elegir.',
  interval: 'Facturación',
  intervals: { monthly: 'Mensual', yearly: 'Anual' },
  currency: 'Moneda',
  filter: 'Buscar un plan',
  filtered: ({ shown, total }) => `${shown} de ${total} planes`,
  only: { monthly: 'Solo mensual', yearly: 'Solo anual' },
  free: 'Gratis',
  price: ({ amount, interval }) => `${amount} al ${interval === 'yearly' ? 'año' : 'mes'}`,
  equivalent: ({ amount }) => `${amount} al mes`,
  period: { monthly: 'al mes', yearly: 'al año' },
  saveUpTo: ({ percent }) => `Ahorre hasta un ${percent}`,
  unit: /* @__PURE__ */ plural('es', {
    one: 'punto de contacto',
    many: 'de puntos de contacto',
    other: 'puntos de contacto',
  }),
  limit: ({ limit, count, unit }) =>
    limit === 'unlimited' ? `Número ilimitado de ${unit}` : limit === 0 ? 'No registra nada' : `${count} ${unit}`,
  used: ({ count, unit }) => `Uso en este período: ${count} ${unit}.`,
  unitQuestion: '¿Qué es un punto de contacto?',
  unitMeaning:
    'Un punto de contacto es una página vista o un evento registrado. Cuando se agotan los de un plan, se detiene el registro.',
  recommended: 'Recomendado',
  currentPlan: 'Plan actual',
  planInInterval: ({ name, interval }) => `${name}, ${billing[interval]}`,
  trial: 'Prueba gratuita',
  yourPlan: ({ name, limit }) => `Su plan: ${name}${limit ? `, ${limit}` : ''}`,
  consequence: ({ kind, interval, day, isFree, isReplacing, isEnding }) =>
    ({
      current: day ? `${isEnding ? 'Hasta el' : 'Se renueva el'} ${day}` : 'Su plan',
      planned: day ? `Previsto para el ${day}` : 'Previsto',
      start: 'Empezar hoy',
      restart: 'Volver a empezar hoy',
      upgrade: isFree ? 'Cambiar hoy' : 'Mejorar hoy',
      switch_interval: `Pasar a facturación ${billing[interval]}`,
      resume: 'Reactivar la renovación automática',
      downgrade: `Cambiar ${isReplacing ? 'en su lugar ' : ''}el ${day}`,
    })[kind],
  keep: ({ name }) => `Conservar ${name}`,
  reasons: {
    no_right: 'Solo el propietario de este sitio web puede cambiar el plan.',
    change_running: 'Su cambio está en curso.',
    same_limit: 'Registra lo mismo que su plan',
    ending: 'Active primero la renovación automática para pasar a un plan menor',
    unknown_plan: 'No se puede comparar con su plan',
    after_trial: 'Su plan después de la prueba',
    payment_due: 'Hay un pago pendiente de su plan.',
    charge_missing: 'Podrá elegirlo cuando su plan haya terminado',
    not_schedulable: 'Podrá elegirlo cuando su plan haya terminado',
    being_renewed: 'Su plan se está renovando',
    renewal_off: 'Active primero la renovación automática para cambiar de plan',
    deactivated: 'Un plan desactivado no se puede volver a iniciar aquí.',
    platform_managed: 'Cambie el plan en el panel de estadísticas.',
  },
  paymentDue: ({ amount, day }) =>
    `Hay un pago pendiente de ${amount}${day ? `, con vencimiento el ${day}` : ''}. Cuando lo realice, podrá cambiar de plan.`,
  payNow: ({ amount }) => `Pagar ${amount}`,
  cleared: ({ name }) => `${name} no se ofrece así. Ahora no hay nada seleccionado.`,
}

/** What an `UpgradeModal` says besides. */
export const upgrade: Language['upgrade'] = {
  titles: {
    pick: 'Elegir un plan',
    review: 'Revisar el cambio',
    sending: 'Revisar el cambio',
    pay: 'Pagar su nuevo plan',
    settling: 'Cambiando su plan',
    running: 'Su cambio está en curso',
    done: 'Listo',
    refused: 'Su plan no ha cambiado',
    failed: 'Su plan no ha cambiado',
    needs_attention: 'Lo estamos revisando',
    closed: 'Este cambio está resuelto',
  },
  close: 'Cerrar',
  back: 'Volver a los planes',
  forWebsite: ({ domain }) => `Para ${domain}`,
  choosePrompt: 'Elija un plan para ver cuánto cuesta hoy.',
  continue: 'Revisar el cambio',
  loadingQuote: 'Calculando el precio…',
  noPrice: 'Aún sin precio',
  plusTax: ({ amount }) => `${amount} más IVA`,
  quoteFailed: 'No hemos podido calcular el precio. Inténtelo de nuevo dentro de un minuto.',
  retry: 'Reintentar',
  from: ({ day }) => (day ? `Hasta el ${day}` : 'Ahora'),
  to: ({ day }) => (day ? `A partir del ${day}` : 'A partir de hoy'),
  costs: 'Cuánto cuesta',
  changes: 'Qué cambia',
  starts: ({ name, day }) =>
    day ? `Conserva ${name} hasta el ${day} y puede deshacer el cambio hasta entonces.` : 'Se aplica de inmediato.',
  monthlyLimit: ({ limit }) => `${limit} al mes.`,
  credit: ({ name, percent }) => `Abono por el ${percent} no utilizado de ${name}`,
  balance: 'De su saldo',
  due: { nothing: 'Hoy', invoiced: 'En su próxima factura', pay_now: 'A pagar hoy' },
  nextCharge: ({ interval, day, isFirst }) => `${isFirst ? 'A' : 'Después, a'} partir del ${day}, ${every[interval]}`,
  summary: ({ due, amount, next }) =>
    ({
      nothing: 'Nada que pagar hoy',
      invoiced: `${amount} en su próxima factura`,
      pay_now: `${amount} hoy`,
    })[due] + (next ? `, después ${next}` : ''),
  chosen: ({ name, summary }) => `${name}. ${summary}`,
  renews: ({ interval }) => `Se renueva ${every[interval]} hasta que usted lo desactive.`,
  requoted: ({ was, is }) => `El precio ha cambiado: era ${was} y ahora es ${is}. Confirme de nuevo.`,
  renewedQuote: 'La oferta había caducado. Esta es una nueva por el mismo precio: confirme de nuevo.',
  usageRestarts: 'El uso vuelve a contarse desde 0.',
  usageAboveLimit: ({ used, name, limit, day, unit }) =>
    `En este período ya lleva ${used} ${unit}. ${name}: ${limit}. Lo que exceda ya no se registra${day ? ` a partir del ${day}` : ''}.`,
  ends: {
    trial: 'Su prueba termina ahora.',
    planned_switch: 'Se anula el cambio previsto.',
    paid_period: 'El resto del período actual termina sin abono.',
  },
  renewalOn: 'La renovación automática vuelve a activarse.',
  leftOver: {
    carried: ({ amount }) => `Queda un abono de ${amount}, que se descontará de sus próximos cobros.`,
    lost: ({ amount }) => `Un abono de ${amount} no se utiliza y se pierde.`,
  },
  balanceLeft: ({ amount }) => `Quedan ${amount} en su saldo para sus próximos cobros.`,
  keepReview: ({ name, planned, day }) =>
    `Se anula el cambio a ${planned} y conserva ${name}.${day ? ` El plan se renueva el ${day}.` : ''}`,
  confirm: ({ kind, name, due, amount, day, isFree, isReplacing }) => {
    if (kind === 'keep') return `Conservar ${name}`
    if (kind === 'resume') return 'Reactivar la renovación automática'
    if (kind === 'downgrade') return `Cambiar ${isReplacing ? 'en su lugar ' : ''}a ${name} el ${day}`
    if (due === 'leaves') return `Continuar al pago · ${amount}`
    return isFree ? 'Cambiar ahora · gratis' : 'Pedido con obligación de pago'
  },
  sending: 'Un momento…',
  unanswered: 'No hemos recibido respuesta. Inténtelo de nuevo: no se le cobrará dos veces.',
  adapterFailed: 'Se ha producido un error en esta página. Inténtelo de nuevo: no se le cobrará dos veces.',
  payPrompt: 'La página de pago se abre en esta ventana y le devuelve aquí.',
  payInTab: 'La página de pago se abre en una pestaña nueva. Vuelva aquí cuando haya pagado.',
  pay: ({ amount }) => `Continuar al pago · ${amount}`,
  payRefused: 'No se puede abrir la página de pago. No se ha pagado nada.',
  discard: 'Descartar este cambio',
  runningSince: ({ name, ago }) => (name ? `El cambio a ${name} se inició ${ago}.` : `Se inició un cambio ${ago}.`),
  unpaid: 'Aún no está pagado.',
  leaving: 'Le llevamos a la página de pago',
  unpaidTitle: 'Su cambio aún no está pagado',
  stages: {
    awaiting_payment: 'Esperando la confirmación de su pago',
    paid: 'Pago recibido, cambiando su plan',
    applying: 'Cambiando su plan',
    applied: 'Su plan ha cambiado y se mostrará en un momento',
  },
  goesOn: 'Puede cerrar esta ventana. El cambio seguirá su curso.',
  usually: 'Suele tardar menos de 10 segundos.',
  slow: 'Está tardando más de lo habitual.',
  slowStage: ({ stage }) => `${stage}. Está tardando más de lo habitual. Puede cerrar esta ventana.`,
  doneTitle: ({ kind, name }) =>
    ({
      choose: `Su plan ahora es ${name}`,
      planned: 'Su cambio está previsto',
      cancel: 'La renovación automática está desactivada',
      resume: 'La renovación automática está activada',
      keep: `Conserva ${name}`,
    })[kind],
  done: ({ kind, name, day, limit }) =>
    ({
      choose: limit ? `A partir de ahora, ${limit} al mes` : `${name} está activo`,
      planned: `${name} empieza ${day ? `el ${day}` : 'al terminar el período'}. Hasta entonces no cambia nada.`,
      cancel: `La renovación automática está desactivada.${day ? ` ${name} sigue activo hasta el ${day}.` : ''}`,
      resume: 'La renovación automática vuelve a estar activada.',
      keep: `Conserva ${name}.`,
    })[kind],
  included: ({ name }) => `Con ${name}`,
  renewsOn: ({ day, amount }) => `Se renueva el ${day} por ${amount}.`,
  viewPlan: 'Ver el plan',
  backToAnalytics: 'Volver a las estadísticas',
  refused: 'El cambio no se ha realizado y no se ha pagado nada.',
  framed: 'Esta página se muestra dentro de otra, donde no se puede cambiar de plan. Ábrala en su propia pestaña.',
  failed: 'No se ha pagado nada y su plan sigue igual.',
  abandoned: 'El cambio se ha descartado y no se ha pagado nada.',
  refunded: 'Se ha reembolsado su pago por el cambio.',
  closed: 'Lo hemos resuelto manualmente. Su plan muestra lo que se aplica ahora.',
  reasons: {
    not_paid_in_time: 'Se ha agotado el plazo de pago.',
    account_on_hold:
      'Su cuenta está bloqueada por ahora y no se puede iniciar un plan nuevo. Póngase en contacto con nosotros.',
    period_ended: 'El período de facturación ha terminado: el precio ya no es el mismo.',
    payment_due: 'Hay un pago pendiente de su plan.',
    balance_changed: 'Su saldo se ha utilizado entretanto: el precio ya no es el mismo.',
    changed_elsewhere: 'Su plan se ha cambiado entretanto por otra vía.',
    owner_changed: 'Este sitio web pertenece ahora a otra cuenta.',
    not_allowed: 'Su plan actual no lo permite.',
    plan_ended: 'Su plan ha terminado.',
    platform_refused: 'El servicio de estadísticas no lo ha aceptado.',
    provider_refused: 'El servicio de pago no lo ha aceptado.',
  },
  declined: 'Su pago ha sido rechazado',
  needsAttention: 'Su pago ha llegado, pero el cambio no',
  nothingToPay: 'No tiene que volver a pagar: lo solucionaremos. Si nos consulta, indique esta referencia.',
  reference: 'Referencia',
  chooseAgain: 'Elegir otro plan',
  payAgain: 'Pagar de otra forma',
}

/** What a `SubscriptionPanel` says besides. */
export const subscription: Language['subscription'] = {
  loading: 'Cargando su plan',
  failed: 'No se ha podido cargar su plan.',
  retry: 'Reintentar',
  sentence: ({ state, name, day, amount, fallsTo: to, planned }) => {
    const after = to ? fallsTo[to] : ''
    const until = `Activo hasta el ${day ?? 'final del período'}.`
    const ends = `Termina ${day ? `el ${day}` : 'pronto'}.`
    return {
      none: 'Este sitio web aún no tiene un plan.',
      ended: 'Sus datos se conservan y no se registra nada nuevo.',
      renewing: 'Su plan se está renovando.',
      trial: ends + after,
      package_trial: `${ends}${amount ? ` Después continúa por ${amount}.` : ''}`,
      ending: until + after,
      planned: `${until} Después se aplica ${planned}.`,
      free: 'No se registra nada.',
      active: day ? `Se renueva el ${day}${amount ? ` por ${amount}` : ''}.` : `Su plan es ${name}.`,
    }[state]
  },
  pool: 'Un plan para todos sus sitios web.',
  status: ({ state, day, daysLeft, days, isUnpaid }) =>
    ({
      running: isUnpaid ? 'Sin pagar' : 'Cambiando',
      none: 'Sin plan',
      ended: 'Desactivado',
      renewing: 'Renovando',
      trial: daysLeft === null ? 'Prueba' : `Prueba: ${days}`,
      package_trial: 'Prueba',
      ending: day ? `Termina el ${day}` : 'Termina pronto',
      planned: day ? `Cambia el ${day}` : 'Cambia pronto',
      free: 'Activo',
      active: 'Activo',
      due: 'Pago pendiente',
      reached: 'Límite alcanzado',
    })[state],
  usedOf: ({ used, limit, unit }) => `${used} de ${limit} ${unit}`,
  usedSoFar: ({ used, unit }) => `Hasta ahora, ${used} ${unit}`,
  usedByWebsite: ({ used, unit }) => `${used} ${unit} en este sitio web`,
  resets: ({ day }) => `Se reinicia el ${day}`,
  usageLow: 'Queda menos de una cuarta parte.',
  usageReached: ({ day }) =>
    `Se ha alcanzado el límite y el registro se ha detenido. Se reanudará ${day ? `el ${day}` : 'en el próximo período'}, o en cuanto mejore su plan.`,
  actions: {
    renewal_on: 'Reactivar la renovación automática',
    choose: 'Elegir un plan',
    change: 'Cambiar de plan',
    restart: 'Volver a empezar',
    renewal_off: 'Desactivar la renovación automática…',
    refresh: 'Actualizar',
    continue: 'Ver el progreso',
    discard: 'Descartar este cambio',
  },
  working: 'Un momento…',
  noRight: 'Solo el propietario de este sitio web puede cambiar el plan.',
  platformManaged: 'Cambie el plan en el panel de estadísticas.',
  turnOffTitle: '¿Desactivar la renovación automática?',
  turnOffText: ({ name, day, fallsTo: to }) =>
    `${name} sigue activo hasta el ${day ?? 'final del período'} y no se renueva.${to ? fallsTo[to] : ''}`,
  turnOffPlanned: ({ planned }) => `Se anula el cambio previsto a ${planned} y no se restablecerá.`,
  keepRenewing: 'Seguir renovando',
  turnOff: 'Desactivar la renovación automática',
  notChanged: 'No hemos recibido respuesta. Inténtelo de nuevo: nada se hará dos veces.',
  needsAttention: ({ reference }) =>
    `Su pago ha llegado, pero el cambio no. No tiene que volver a pagar: lo solucionaremos. Si nos consulta, indique esta referencia: ${reference}`,
  meter: 'Uso del límite',
}

/** Spanish. Orders carry the words of article 98 of the Spanish law on consumers (TRLGDCU). */
export const es: Language = { locale: 'es', dashboard, packages, upgrade, subscription }
