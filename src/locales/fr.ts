// Read by: no one yet. Made by a machine, in formal address; not checked by a native speaker or a lawyer.
import type { Language } from '../react/provider/catalogue.ts'
import { plural } from '../react/format/plural.ts'

const fallsTo = {
  no_tracking: ' Ensuite, plus rien ne sera enregistré.',
  free: ' Ensuite, le forfait gratuit s’appliquera.',
}
const every = { monthly: 'chaque mois', yearly: 'chaque année' }
const billing = { monthly: 'mensuelle', yearly: 'annuelle' }

/** What a `DashboardFrame` says, and an `UpgradeModal` until its plans are there. */
export const dashboard: Language['dashboard'] = {
  frameTitle: 'Statistiques web',
  loading: 'Chargement de vos statistiques…',
  retry: 'Réessayer',
  plansLoading: 'Chargement des forfaits…',
  paymentChecking: 'Vérification de votre paiement…',
  plansNotLoaded: 'Les forfaits n’ont pas pu être chargés.',
  expired: 'Ces chiffres ne sont peut-être plus à jour.',
  refresh: 'Actualiser',
  slow: 'Cela prend plus de temps que d’habitude.',
  openInNewTab: 'Ouvrir dans un nouvel onglet',
  planUpgraded: 'Votre nouveau forfait est actif.',
  errorNotFound: 'Il n’y a pas encore de statistiques pour ce site.',
  errorNoAccess: 'Vous n’avez pas accès à ces statistiques.',
  errorOffline: 'Vous êtes hors ligne.',
  offlineHelp: 'Vos statistiques se chargeront dès que vous serez de nouveau en ligne.',
  reference: ({ code }) => `Si le problème persiste, indiquez-nous cette référence\u00a0: ${code}`,
  errorUnreachable: 'Le service de statistiques ne répond pas.',
  errorPopupBlocked: 'Votre navigateur n’a pas ouvert de nouvel onglet.',
  errorOther: 'Les statistiques ne peuvent pas être affichées.',
}

/** What a `PackagePicker` says. */
export const packages: Language['packages'] = {
  legend: 'Forfaits',
  loading: 'Chargement des forfaits',
  failed: 'Les forfaits n’ont pas pu être chargés.',
  retry: 'Réessayer',
  empty: 'Aucun forfait n’est proposé.',
  interval: 'Facturation',
  intervals: { monthly: 'Mensuelle', yearly: 'Annuelle' },
  currency: 'Devise',
  filter: 'Chercher un forfait',
  filtered: ({ shown, total }) => `${shown} forfaits sur ${total}`,
  only: { monthly: 'Mensuel uniquement', yearly: 'Annuel uniquement' },
  free: 'Gratuit',
  price: ({ amount, interval }) => `${amount} par ${interval === 'yearly' ? 'an' : 'mois'}`,
  equivalent: ({ amount }) => `${amount} par mois`,
  period: { monthly: 'par mois', yearly: 'par an' },
  saveUpTo: ({ percent }) => `Jusqu’à ${percent} d’économie`,
  unit: /* @__PURE__ */ plural('fr', {
    one: 'point de contact',
    many: 'de points de contact',
    other: 'points de contact',
  }),
  limit: ({ limit, count, unit }) =>
    limit === 'unlimited' ? `Nombre illimité de ${unit}` : limit === 0 ? 'N’enregistre rien' : `${count} ${unit}`,
  used: ({ count, unit }) => `Utilisés sur cette période\u00a0: ${count} ${unit}.`,
  unitQuestion: 'Qu’est-ce qu’un point de contact\u00a0?',
  unitMeaning:
    'Un point de contact est une page vue ou un événement suivi. Quand un forfait n’en a plus, l’enregistrement s’arrête.',
  recommended: 'Recommandé',
  currentPlan: 'Forfait actuel',
  planInInterval: ({ name, interval }) => `${name}, facturation ${billing[interval]}`,
  trial: 'Essai gratuit',
  yourPlan: ({ name, limit }) => `Votre forfait\u00a0: ${name}${limit ? `, ${limit}` : ''}`,
  consequence: ({ kind, interval, day, isFree, isReplacing, isEnding }) =>
    ({
      current: day ? (isEnding ? `Jusqu’au ${day}` : `Renouvelé le ${day}`) : 'Votre forfait',
      planned: day ? `Prévu pour le ${day}` : 'Prévu',
      start: 'Commencer aujourd’hui',
      restart: 'Recommencer aujourd’hui',
      upgrade: isFree ? 'Changer aujourd’hui' : 'Passer au supérieur aujourd’hui',
      switch_interval: `Passer à la facturation ${billing[interval]}`,
      resume: 'Réactiver le renouvellement automatique',
      downgrade: `Changer ${isReplacing ? 'plutôt ' : ''}le ${day}`,
    })[kind],
  keep: ({ name }) => `Garder ${name}`,
  reasons: {
    no_right: 'Seul le propriétaire de ce site peut changer de forfait.',
    change_running: 'Votre changement est en cours.',
    same_limit: 'Enregistre autant que votre forfait',
    ending: 'Réactivez d’abord le renouvellement automatique pour passer à un forfait plus petit',
    unknown_plan: 'Non comparable à votre forfait',
    after_trial: 'Votre forfait après l’essai',
    payment_due: 'Un paiement pour votre forfait est en attente.',
    charge_missing: 'Disponible une fois votre forfait terminé',
    not_schedulable: 'Disponible une fois votre forfait terminé',
    being_renewed: 'Votre forfait est en cours de renouvellement',
    renewal_off: 'Réactivez d’abord le renouvellement automatique pour changer de forfait',
    deactivated: 'Un forfait désactivé ne peut pas être redémarré ici.',
    platform_managed: 'Changez de forfait dans le tableau de bord.',
  },
  paymentDue: ({ amount, day }) =>
    `Un paiement de ${amount} est en attente${day ? `, à régler avant le ${day}` : ''}. Ensuite, vous pourrez changer de forfait.`,
  payNow: ({ amount }) => `Payer ${amount}`,
  cleared: ({ name }) => `${name} n’est pas proposé ainsi. Rien n’est sélectionné pour le moment.`,
}

/** What an `UpgradeModal` says besides. */
export const upgrade: Language['upgrade'] = {
  titles: {
    pick: 'Choisir un forfait',
    review: 'Vérifier le changement',
    sending: 'Vérifier le changement',
    pay: 'Payer votre nouveau forfait',
    settling: 'Changement de votre forfait',
    running: 'Votre changement est en cours',
    done: 'Terminé',
    refused: 'Votre forfait n’a pas été changé',
    failed: 'Votre forfait n’a pas été changé',
    needs_attention: 'Nous nous en occupons',
    closed: 'Ce changement est réglé',
  },
  close: 'Fermer',
  back: 'Retour aux forfaits',
  forWebsite: ({ domain }) => `Pour ${domain}`,
  choosePrompt: 'Choisissez un forfait pour voir ce qu’il coûte aujourd’hui.',
  continue: 'Vérifier le changement',
  loadingQuote: 'Calcul du prix…',
  noPrice: 'Pas encore de prix',
  plusTax: ({ amount }) => `${amount} hors TVA`,
  quoteFailed: 'Nous n’avons pas pu calculer le prix. Réessayez dans une minute.',
  retry: 'Réessayer',
  from: ({ day }) => (day ? `Jusqu’au ${day}` : 'Actuellement'),
  to: ({ day }) => (day ? `À partir du ${day}` : 'Dès aujourd’hui'),
  costs: 'Ce que cela coûte',
  changes: 'Ce qui change',
  starts: ({ name, day }) =>
    day ? `Vous gardez ${name} jusqu’au ${day} et pouvez annuler ce changement d’ici là.` : 'Effet immédiat.',
  monthlyLimit: ({ limit }) => `${limit} par mois.`,
  credit: ({ name, percent }) => `Avoir pour les ${percent} non utilisés de ${name}`,
  balance: 'Déduit de votre solde',
  due: {
    nothing: 'Aujourd’hui',
    invoiced: 'Sur votre prochaine facture',
    pay_now: 'À payer aujourd’hui',
  },
  nextCharge: ({ interval, day, isFirst }) => `${isFirst ? 'À' : 'Puis, à'} partir du ${day}, ${every[interval]}`,
  summary: ({ due, amount, next }) =>
    ({
      nothing: 'Rien à payer aujourd’hui',
      invoiced: `${amount} sur votre prochaine facture`,
      pay_now: `${amount} aujourd’hui`,
    })[due] + (next ? `, puis ${next}` : ''),
  chosen: ({ name, summary }) => `${name}. ${summary}`,
  renews: ({ interval }) => `Se renouvelle ${every[interval]} jusqu’à ce que vous désactiviez le renouvellement.`,
  requoted: ({ was, is }) => `Le prix a changé\u00a0: de ${was}, il passe à ${is}. Veuillez confirmer à nouveau.`,
  renewedQuote: 'L’offre avait expiré. En voici une nouvelle au même prix\u00a0: veuillez confirmer à nouveau.',
  usageRestarts: 'L’utilisation est de nouveau comptée à partir de 0.',
  usageAboveLimit: ({ used, name, limit, day, unit }) =>
    `Sur cette période, vous en êtes déjà à ${used} ${unit}. ${name}\u00a0: ${limit}. Ce qui dépasse n’est plus enregistré${day ? ` à partir du ${day}` : ''}.`,
  ends: {
    trial: 'Votre essai se termine maintenant.',
    planned_switch: 'Le changement prévu est annulé.',
    paid_period: 'Le reste de la période en cours prend fin sans avoir.',
  },
  renewalOn: 'Le renouvellement automatique est réactivé.',
  leftOver: {
    carried: ({ amount }) => `Il reste ${amount} d’avoir, déduits de vos prochains paiements.`,
    lost: ({ amount }) => `${amount} d’avoir ne sont pas utilisés et sont perdus.`,
  },
  balanceLeft: ({ amount }) => `${amount} restent sur votre solde pour vos prochains paiements.`,
  keepReview: ({ name, planned, day }) =>
    `Le passage à ${planned} est annulé et vous gardez ${name}.${day ? ` Le forfait se renouvelle le ${day}.` : ''}`,
  confirm: ({ kind, name, due, amount, day, isFree, isReplacing }) => {
    if (kind === 'keep') return `Garder ${name}`
    if (kind === 'resume') return 'Réactiver le renouvellement automatique'
    if (kind === 'downgrade') return `Passer ${isReplacing ? 'plutôt ' : ''}à ${name} le ${day}`
    if (due === 'leaves') return `Continuer vers le paiement · ${amount}`
    return isFree ? 'Changer maintenant · gratuit' : 'Commande avec obligation de paiement'
  },
  sending: 'Un instant…',
  unanswered: 'Nous n’avons pas reçu de réponse. Réessayez, vous ne serez pas débité deux fois.',
  adapterFailed: 'Un problème est survenu sur cette page. Réessayez, vous ne serez pas débité deux fois.',
  payPrompt: 'La page de paiement s’ouvre dans cette fenêtre et vous ramène ici.',
  payInTab: 'La page de paiement s’ouvre dans un nouvel onglet. Revenez ici après avoir payé.',
  pay: ({ amount }) => `Continuer vers le paiement · ${amount}`,
  payRefused: 'La page de paiement ne peut pas être ouverte. Rien n’a été payé.',
  discard: 'Abandonner ce changement',
  runningSince: ({ name, ago }) =>
    name ? `Le passage à ${name} a été demandé ${ago}.` : `Un changement a été demandé ${ago}.`,
  unpaid: 'Il n’est pas encore payé.',
  leaving: 'Redirection vers la page de paiement',
  unpaidTitle: 'Votre changement n’est pas encore payé',
  stages: {
    awaiting_payment: 'En attente de la confirmation de votre paiement',
    paid: 'Paiement reçu, changement de votre forfait en cours',
    applying: 'Changement de votre forfait en cours',
    applied: 'Votre forfait est changé et s’affichera dans un instant',
  },
  goesOn: 'Vous pouvez fermer cette fenêtre. Le changement se poursuit.',
  usually: 'Prend généralement moins de 10 secondes.',
  slow: 'Cela prend plus de temps que d’habitude.',
  slowStage: ({ stage }) => `${stage}. Cela prend plus de temps que d’habitude. Vous pouvez fermer cette fenêtre.`,
  doneTitle: ({ kind, name }) =>
    ({
      choose: `Votre forfait est maintenant ${name}`,
      planned: 'Votre changement est prévu',
      cancel: 'Le renouvellement automatique est désactivé',
      resume: 'Le renouvellement automatique est activé',
      keep: `Vous gardez ${name}`,
    })[kind],
  done: ({ kind, name, day, limit }) =>
    ({
      choose: limit ? `Dès maintenant, ${limit} par mois` : `${name} est actif`,
      planned: `${name} commence ${day ? `le ${day}` : 'à la fin de la période'}. D’ici là, rien ne change.`,
      cancel: `Le renouvellement automatique est désactivé.${day ? ` ${name} reste actif jusqu’au ${day}.` : ''}`,
      resume: 'Le renouvellement automatique est de nouveau activé.',
      keep: `Vous gardez ${name}.`,
    })[kind],
  included: ({ name }) => `Avec ${name}`,
  renewsOn: ({ day, amount }) => `Se renouvelle le ${day} pour ${amount}.`,
  viewPlan: 'Voir le forfait',
  backToAnalytics: 'Retour aux statistiques',
  refused: 'Le changement n’a pas été effectué et rien n’a été payé.',
  framed:
    'Cette page est affichée dans une autre, où un forfait ne peut pas être changé. Ouvrez-la dans son propre onglet.',
  failed: 'Rien n’a été payé et votre forfait reste inchangé.',
  abandoned: 'Le changement a été abandonné et rien n’a été payé.',
  refunded: 'Votre paiement pour ce changement a été remboursé.',
  closed: 'Nous avons réglé cela manuellement. Votre forfait indique ce qui s’applique désormais.',
  reasons: {
    not_paid_in_time: 'Le délai de paiement est dépassé.',
    account_on_hold:
      'Votre compte est bloqué pour le moment\u00a0: aucun nouveau forfait ne peut commencer. Contactez-nous.',
    period_ended: 'La période de facturation est terminée\u00a0: le prix n’est plus le même.',
    payment_due: 'Un paiement pour votre forfait est en attente.',
    balance_changed: 'Votre solde a été utilisé entre-temps\u00a0: le prix n’est plus le même.',
    changed_elsewhere: 'Votre forfait a été changé autrement entre-temps.',
    owner_changed: 'Ce site appartient maintenant à un autre compte.',
    not_allowed: 'Votre forfait actuel ne le permet pas.',
    plan_ended: 'Votre forfait est terminé.',
    platform_refused: 'Le service de statistiques ne l’a pas accepté.',
    provider_refused: 'Le service de paiement ne l’a pas accepté.',
  },
  declined: 'Votre paiement a été refusé',
  needsAttention: 'Votre paiement est arrivé, mais pas le changement',
  nothingToPay:
    'Vous n’avez pas à payer une seconde fois\u00a0: nous réglons le problème. Pour toute question, indiquez cette référence.',
  reference: 'Référence',
  chooseAgain: 'Choisir un autre forfait',
  payAgain: 'Payer autrement',
}

/** What a `SubscriptionPanel` says besides. */
export const subscription: Language['subscription'] = {
  loading: 'Chargement de votre forfait',
  failed: 'Votre forfait n’a pas pu être chargé.',
  retry: 'Réessayer',
  sentence: ({ state, name, day, amount, fallsTo: to, planned }) => {
    const after = to ? fallsTo[to] : ''
    const until = `Actif jusqu’${day ? `au ${day}` : 'à la fin de la période'}.`
    const ends = `Se termine ${day ? `le ${day}` : 'bientôt'}.`
    return {
      none: 'Ce site n’a pas encore de forfait.',
      ended: 'Vos données sont conservées, rien de nouveau n’est enregistré.',
      renewing: 'Votre forfait est en cours de renouvellement.',
      trial: ends + after,
      package_trial: `${ends}${amount ? ` Le forfait continue ensuite pour ${amount}.` : ''}`,
      ending: until + after,
      planned: `${until} Ensuite, ${planned} prend le relais.`,
      free: 'Rien n’est enregistré.',
      active: day ? `Se renouvelle le ${day}${amount ? ` pour ${amount}` : ''}.` : `Votre forfait est ${name}.`,
    }[state]
  },
  pool: 'Un seul forfait pour tous vos sites.',
  status: ({ state, day, daysLeft, days, isUnpaid }) =>
    ({
      running: isUnpaid ? 'Pas encore payé' : 'En cours',
      none: 'Sans forfait',
      ended: 'Désactivé',
      renewing: 'Renouvellement',
      trial: daysLeft === null ? 'Essai' : `Encore ${days}`,
      package_trial: 'Essai',
      ending: day ? `Fin le ${day}` : 'Fin prochaine',
      planned: day ? `Change le ${day}` : 'Change bientôt',
      free: 'Actif',
      active: 'Actif',
      due: 'À payer',
      reached: 'Limite atteinte',
    })[state],
  usedOf: ({ used, limit, unit }) => `${used} sur ${limit} ${unit}`,
  usedSoFar: ({ used, unit }) => `${used} ${unit} jusqu’ici`,
  usedByWebsite: ({ used, unit }) => `${used} ${unit} pour ce site`,
  resets: ({ day }) => `Remise à zéro le ${day}`,
  usageLow: 'Il en reste moins d’un quart.',
  usageReached: ({ day }) =>
    `La limite est atteinte et l’enregistrement est arrêté. Il reprendra ${day ? `le ${day}` : 'à la prochaine période'}, ou dès que vous passerez à un forfait supérieur.`,
  actions: {
    renewal_on: 'Réactiver le renouvellement automatique',
    choose: 'Choisir un forfait',
    change: 'Changer de forfait',
    restart: 'Recommencer',
    renewal_off: 'Désactiver le renouvellement automatique…',
    refresh: 'Actualiser',
    continue: 'Voir l’avancement',
    discard: 'Abandonner ce changement',
  },
  working: 'Un instant…',
  noRight: 'Seul le propriétaire de ce site peut changer de forfait.',
  platformManaged: 'Changez de forfait dans le tableau de bord.',
  turnOffTitle: 'Désactiver le renouvellement automatique\u00a0?',
  turnOffText: ({ name, day, fallsTo: to }) =>
    `${name} reste actif jusqu’${day ? `au ${day}` : 'à la fin de la période'} et ne se renouvelle pas.${to ? fallsTo[to] : ''}`,
  turnOffPlanned: ({ planned }) => `Le passage prévu à ${planned} est annulé et ne sera pas rétabli.`,
  keepRenewing: 'Garder le renouvellement',
  turnOff: 'Désactiver le renouvellement automatique',
  notChanged: 'Nous n’avons pas reçu de réponse. Réessayez\u00a0: rien ne sera fait deux fois.',
  needsAttention: ({ reference }) =>
    `Votre paiement est arrivé, mais pas le changement. Vous n’avez pas à payer une seconde fois\u00a0: nous réglons le problème. Pour toute question, indiquez cette référence\u00a0: ${reference}`,
  meter: 'Part utilisée de la limite',
}

/** French. Orders carry the words of article L221-14 of the French Consumer Code. */
export const fr: Language = { locale: 'fr', dashboard, packages, upgrade, subscription }
