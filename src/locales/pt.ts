// Read by: no one yet. Made by a machine, in the formal address of Portugal; not checked by a native speaker or a lawyer.
import type { Language } from '../react/provider/catalogue.ts'
import { plural } from '../react/format/plural.ts'

const fallsTo = {
  no_tracking: ' Depois disso, nada será registado.',
  free: ' Depois disso, aplica-se o plano gratuito.',
}
const every = { monthly: 'todos os meses', yearly: 'todos os anos' }
const billing = { monthly: 'mensal', yearly: 'anual' }

/** What a `DashboardFrame` says, and an `UpgradeModal` until its plans are there. */
export const dashboard: Language['dashboard'] = {
  frameTitle: 'Estatísticas do site',
  loading: 'A carregar as suas estatísticas…',
  retry: 'Tentar novamente',
  plansLoading: 'A carregar os planos…',
  paymentChecking: 'A verificar o seu pagamento…',
  plansNotLoaded: 'Não foi possível carregar os planos.',
  expired: 'Estes números podem estar desatualizados.',
  refresh: 'Atualizar',
  slow: 'Está a demorar mais do que o habitual.',
  openInNewTab: 'Abrir num novo separador',
  planUpgraded: 'O seu novo plano está ativo.',
  errorNotFound: 'Ainda não há estatísticas para este site.',
  errorNoAccess: 'Não tem acesso a estas estatísticas.',
  errorOffline: 'Está offline.',
  offlineHelp: 'As suas estatísticas serão carregadas assim que voltar a estar online.',
  reference: ({ code }) => `Se o problema persistir, indique-nos esta referência: ${code}`,
  errorUnreachable: 'O serviço de estatísticas não responde.',
  errorPopupBlocked: 'O seu navegador não abriu um novo separador.',
  errorOther: 'Não é possível mostrar as estatísticas.',
}

/** What a `PackagePicker` says. */
export const packages: Language['packages'] = {
  legend: 'Planos',
  loading: 'A carregar os planos',
  failed: 'Não foi possível carregar os planos.',
  retry: 'Tentar novamente',
  empty: 'Não há planos para escolher.',
  interval: 'Faturação',
  intervals: { monthly: 'Mensal', yearly: 'Anual' },
  currency: 'Moeda',
  filter: 'Procurar um plano',
  filtered: ({ shown, total }) => `${shown} de ${total} planos`,
  only: { monthly: 'Apenas mensal', yearly: 'Apenas anual' },
  free: 'Grátis',
  price: ({ amount, interval }) => `${amount} por ${interval === 'yearly' ? 'ano' : 'mês'}`,
  equivalent: ({ amount }) => `${amount} por mês`,
  period: { monthly: 'por mês', yearly: 'por ano' },
  saveUpTo: ({ percent }) => `Poupe até ${percent}`,
  unit: /* @__PURE__ */ plural('pt-PT', {
    one: 'ponto de contacto',
    many: 'de pontos de contacto',
    other: 'pontos de contacto',
  }),
  limit: ({ limit, count, unit }) =>
    limit === 'unlimited' ? `Número ilimitado de ${unit}` : limit === 0 ? 'Não regista nada' : `${count} ${unit}`,
  used: ({ count, unit }) => `Utilização neste período: ${count} ${unit}.`,
  unitQuestion: 'O que é um ponto de contacto?',
  unitMeaning:
    'Um ponto de contacto é uma página vista ou um evento registado. Quando um plano já não tem mais, o registo para.',
  recommended: 'Recomendado',
  currentPlan: 'Plano atual',
  planInInterval: ({ name, interval }) => `${name}, ${billing[interval]}`,
  trial: 'Período de teste gratuito',
  yourPlan: ({ name, limit }) => `O seu plano: ${name}${limit ? `, ${limit}` : ''}`,
  consequence: ({ kind, interval, day, isFree, isReplacing, isEnding }) =>
    ({
      current: day ? `${isEnding ? 'Ativo até' : 'Renova-se a'} ${day}` : 'O seu plano',
      planned: day ? `Previsto para ${day}` : 'Previsto',
      start: 'Começar hoje',
      restart: 'Recomeçar hoje',
      upgrade: isFree ? 'Mudar hoje' : 'Melhorar hoje',
      switch_interval: `Mudar para faturação ${billing[interval]}`,
      resume: 'Reativar a renovação automática',
      downgrade: `Mudar ${isReplacing ? 'antes ' : ''}a ${day}`,
    })[kind],
  keep: ({ name }) => `Manter ${name}`,
  reasons: {
    no_right: 'Só o proprietário deste site pode alterar o plano.',
    change_running: 'A sua alteração está em curso.',
    same_limit: 'Regista tanto como o seu plano',
    ending: 'Reative primeiro a renovação automática para mudar para um plano menor',
    unknown_plan: 'Não comparável com o seu plano',
    after_trial: 'O seu plano depois do período de teste',
    payment_due: 'Há um pagamento do seu plano em falta.',
    charge_missing: 'Disponível quando o seu plano tiver terminado',
    not_schedulable: 'Disponível quando o seu plano tiver terminado',
    being_renewed: 'O seu plano está a ser renovado',
    renewal_off: 'Reative primeiro a renovação automática para alterar o plano',
    deactivated: 'Um plano desativado não pode ser reiniciado aqui.',
    platform_managed: 'Altere o plano no painel de estatísticas.',
  },
  paymentDue: ({ amount, day }) =>
    `Há um pagamento de ${amount} em falta${day ? `, a efetuar até ${day}` : ''}. Depois poderá alterar o seu plano.`,
  payNow: ({ amount }) => `Pagar ${amount}`,
  cleared: ({ name }) => `${name} não é disponibilizado desta forma. De momento, nada está selecionado.`,
}

/** What an `UpgradeModal` says besides. */
export const upgrade: Language['upgrade'] = {
  titles: {
    pick: 'Escolher um plano',
    review: 'Rever a alteração',
    sending: 'Rever a alteração',
    pay: 'Pagar o novo plano',
    settling: 'A alterar o seu plano',
    running: 'A sua alteração está em curso',
    done: 'Concluído',
    refused: 'O seu plano não foi alterado',
    failed: 'O seu plano não foi alterado',
    needs_attention: 'Estamos a tratar do assunto',
    closed: 'Esta alteração está resolvida',
  },
  close: 'Fechar',
  back: 'Voltar aos planos',
  forWebsite: ({ domain }) => `Para ${domain}`,
  choosePrompt: 'Escolha um plano para ver quanto custa hoje.',
  continue: 'Rever a alteração',
  loadingQuote: 'A calcular o preço…',
  noPrice: 'Ainda sem preço',
  plusTax: ({ amount }) => `${amount} mais IVA`,
  quoteFailed: 'Não conseguimos calcular o preço. Tente novamente dentro de um minuto.',
  retry: 'Tentar novamente',
  from: ({ day }) => (day ? `Até ${day}` : 'Agora'),
  to: ({ day }) => `A partir de ${day ?? 'hoje'}`,
  costs: 'Quanto custa',
  changes: 'O que muda',
  starts: ({ name, day }) =>
    day ? `Mantém ${name} até ${day} e pode anular a alteração até essa data.` : 'Com efeito imediato.',
  monthlyLimit: ({ limit }) => `${limit} por mês.`,
  credit: ({ name, percent }) => `Crédito pelos ${percent} não utilizados de ${name}`,
  balance: 'Do seu saldo',
  due: { nothing: 'Hoje', invoiced: 'Na sua próxima fatura', pay_now: 'A pagar hoje' },
  nextCharge: ({ interval, day, isFirst }) => `${isFirst ? 'A' : 'Depois, a'} partir de ${day}, ${every[interval]}`,
  summary: ({ due, amount, next }) =>
    ({
      nothing: 'Nada a pagar hoje',
      invoiced: `${amount} na sua próxima fatura`,
      pay_now: `${amount} hoje`,
    })[due] + (next ? `, depois ${next}` : ''),
  chosen: ({ name, summary }) => `${name}. ${summary}`,
  renews: ({ interval }) => `Renova-se ${every[interval]} até que o desative.`,
  requoted: ({ was, is }) => `O preço mudou: era ${was} e agora é ${is}. Confirme novamente.`,
  renewedQuote: 'A oferta tinha expirado. Esta é uma nova pelo mesmo preço: confirme novamente.',
  usageRestarts: 'A utilização volta a ser contada a partir de 0.',
  usageAboveLimit: ({ used, name, limit, day, unit }) =>
    `Neste período já foram ${used} ${unit}. ${name}: ${limit}. O que exceder deixa de ser registado${day ? ` a partir de ${day}` : ''}.`,
  ends: {
    trial: 'O seu período de teste termina agora.',
    planned_switch: 'A mudança prevista fica sem efeito.',
    paid_period: 'O resto do período atual termina sem crédito.',
  },
  renewalOn: 'A renovação automática volta a ser ativada.',
  leftOver: {
    carried: ({ amount }) => `Sobra um crédito de ${amount}, a descontar nos seus próximos pagamentos.`,
    lost: ({ amount }) => `Um crédito de ${amount} não é utilizado e perde-se.`,
  },
  balanceLeft: ({ amount }) => `Ficam ${amount} no seu saldo para os próximos pagamentos.`,
  keepReview: ({ name, planned, day }) =>
    `A mudança para ${planned} fica sem efeito e mantém ${name}.${day ? ` O plano renova-se a ${day}.` : ''}`,
  confirm: ({ kind, name, due, amount, day, isFree, isReplacing }) => {
    if (kind === 'keep') return `Manter ${name}`
    if (kind === 'resume') return 'Reativar a renovação automática'
    if (kind === 'downgrade') return `Mudar ${isReplacing ? 'antes ' : ''}para ${name} a ${day}`
    if (due === 'leaves') return `Continuar para o pagamento · ${amount}`
    return isFree ? 'Mudar agora · grátis' : 'Encomenda com obrigação de pagar'
  },
  sending: 'Um momento…',
  unanswered: 'Não recebemos resposta. Tente novamente, não será cobrado duas vezes.',
  adapterFailed: 'Ocorreu um erro nesta página. Tente novamente, não será cobrado duas vezes.',
  payPrompt: 'A página de pagamento abre nesta janela e traz-no de volta aqui.',
  payInTab: 'A página de pagamento abre num novo separador. Volte aqui depois de pagar.',
  pay: ({ amount }) => `Continuar para o pagamento · ${amount}`,
  payRefused: 'Não é possível abrir a página de pagamento. Nada foi pago.',
  discard: 'Descartar esta alteração',
  runningSince: ({ name, ago }) =>
    name ? `A mudança para ${name} foi iniciada ${ago}.` : `Foi iniciada uma alteração ${ago}.`,
  unpaid: 'Ainda não está paga.',
  leaving: 'A encaminhar para a página de pagamento',
  unpaidTitle: 'A sua alteração ainda não está paga',
  stages: {
    awaiting_payment: 'A aguardar a confirmação do seu pagamento',
    paid: 'Pagamento recebido, a alterar o seu plano',
    applying: 'A alterar o seu plano',
    applied: 'O seu plano foi alterado e será mostrado dentro de momentos',
  },
  goesOn: 'Pode fechar esta janela. A alteração continua.',
  usually: 'Demora normalmente menos de 10 segundos.',
  slow: 'Está a demorar mais do que o habitual.',
  slowStage: ({ stage }) => `${stage}. Está a demorar mais do que o habitual. Pode fechar esta janela.`,
  doneTitle: ({ kind, name }) =>
    ({
      choose: `O seu plano é agora ${name}`,
      planned: 'A sua mudança está prevista',
      cancel: 'A renovação automática está desativada',
      resume: 'A renovação automática está ativada',
      keep: `Mantém ${name}`,
    })[kind],
  done: ({ kind, name, day, limit }) =>
    ({
      choose: limit ? `A partir de agora, ${limit} por mês` : `${name} está ativo`,
      planned: `${name} começa ${day ? `a ${day}` : 'no fim do período'}. Até lá, nada muda.`,
      cancel: `A renovação automática está desativada.${day ? ` ${name} continua ativo até ${day}.` : ''}`,
      resume: 'A renovação automática está novamente ativada.',
      keep: `Mantém ${name}.`,
    })[kind],
  included: ({ name }) => `Com ${name}`,
  renewsOn: ({ day, amount }) => `Renova-se a ${day} por ${amount}.`,
  viewPlan: 'Ver o plano',
  backToAnalytics: 'Voltar às estatísticas',
  refused: 'A alteração não foi efetuada e nada foi pago.',
  framed: 'Esta página é mostrada dentro de outra, onde não é possível alterar um plano. Abra-a num separador próprio.',
  failed: 'Nada foi pago e o seu plano mantém-se como estava.',
  abandoned: 'A alteração foi descartada e nada foi pago.',
  refunded: 'O seu pagamento pela alteração foi devolvido.',
  closed: 'Tratámos do assunto manualmente. O que se aplica agora está indicado no seu plano.',
  reasons: {
    not_paid_in_time: 'O prazo para pagar terminou.',
    account_on_hold: 'A sua conta está bloqueada de momento e não é possível iniciar um novo plano. Contacte-nos.',
    period_ended: 'O período de faturação terminou: o preço agora é outro.',
    payment_due: 'Há um pagamento do seu plano em falta.',
    balance_changed: 'O seu saldo foi entretanto utilizado: o preço agora é outro.',
    changed_elsewhere: 'O seu plano foi entretanto alterado de outra forma.',
    owner_changed: 'Este site pertence agora a outra conta.',
    not_allowed: 'O seu plano atual não o permite.',
    plan_ended: 'O seu plano terminou.',
    platform_refused: 'O serviço de estatísticas não aceitou.',
    provider_refused: 'O serviço de pagamento não aceitou.',
  },
  declined: 'O seu pagamento foi recusado',
  needsAttention: 'O seu pagamento chegou, a alteração não',
  nothingToPay: 'Não precisa de pagar novamente: vamos resolver. Se nos contactar, indique esta referência.',
  reference: 'Referência',
  chooseAgain: 'Escolher outro plano',
  payAgain: 'Pagar de outra forma',
}

/** What a `SubscriptionPanel` says besides. */
export const subscription: Language['subscription'] = {
  loading: 'A carregar o seu plano',
  failed: 'Não foi possível carregar o seu plano.',
  retry: 'Tentar novamente',
  sentence: ({ state, name, day, amount, fallsTo: to, planned }) => {
    const after = to ? fallsTo[to] : ''
    const until = `Ativo até ${day ?? 'ao fim do período'}.`
    const ends = `Termina ${day ? `a ${day}` : 'em breve'}.`
    return {
      none: 'Este site ainda não tem um plano.',
      ended: 'Os seus dados são mantidos e nada de novo é registado.',
      renewing: 'O seu plano está a ser renovado.',
      trial: ends + after,
      package_trial: `${ends}${amount ? ` Depois continua por ${amount}.` : ''}`,
      ending: until + after,
      planned: `${until} Depois aplica-se ${planned}.`,
      free: 'Nada é registado.',
      active: day ? `Renova-se a ${day}${amount ? ` por ${amount}` : ''}.` : `O seu plano é ${name}.`,
    }[state]
  },
  pool: 'Um plano para todos os seus sites.',
  status: ({ state, day, daysLeft, days, isUnpaid }) =>
    ({
      running: isUnpaid ? 'Por pagar' : 'Em alteração',
      none: 'Sem plano',
      ended: 'Desativado',
      renewing: 'Em renovação',
      trial: daysLeft === null ? 'Teste' : `Restam ${days}`,
      package_trial: 'Teste',
      ending: day ? `Termina a ${day}` : 'Termina em breve',
      planned: day ? `Muda a ${day}` : 'Muda em breve',
      free: 'Ativo',
      active: 'Ativo',
      due: 'Pagamento em falta',
      reached: 'Limite atingido',
    })[state],
  usedOf: ({ used, limit, unit }) => `${used} de ${limit} ${unit}`,
  usedSoFar: ({ used, unit }) => `Até agora, ${used} ${unit}`,
  usedByWebsite: ({ used, unit }) => `${used} ${unit} neste site`,
  resets: ({ day }) => `Recomeça a ${day}`,
  usageLow: 'Resta menos de um quarto.',
  usageReached: ({ day }) =>
    `O limite foi atingido e o registo parou. Recomeça ${day ? `a ${day}` : 'no próximo período'} ou assim que melhorar o plano.`,
  actions: {
    renewal_on: 'Reativar a renovação automática',
    choose: 'Escolher um plano',
    change: 'Alterar o plano',
    restart: 'Recomeçar',
    renewal_off: 'Desativar a renovação automática…',
    refresh: 'Atualizar',
    continue: 'Ver o progresso',
    discard: 'Descartar esta alteração',
  },
  working: 'Um momento…',
  noRight: 'Só o proprietário deste site pode alterar o plano.',
  platformManaged: 'Altere o plano no painel de estatísticas.',
  turnOffTitle: 'Desativar a renovação automática?',
  turnOffText: ({ name, day, fallsTo: to }) =>
    `${name} continua ativo até ${day ?? 'ao fim do período'} e não se renova.${to ? fallsTo[to] : ''}`,
  turnOffPlanned: ({ planned }) => `A mudança prevista para ${planned} fica sem efeito e não volta.`,
  keepRenewing: 'Continuar a renovar',
  turnOff: 'Desativar a renovação automática',
  notChanged: 'Não recebemos resposta. Tente novamente: nada é feito duas vezes.',
  needsAttention: ({ reference }) =>
    `O seu pagamento chegou, a alteração não. Não precisa de pagar novamente: vamos resolver. Se nos contactar, indique esta referência: ${reference}`,
  meter: 'Utilização do limite',
}

/** Portuguese of Portugal. Orders carry the words of article 5 of the Portuguese Decree-Law 24/2014. */
export const pt: Language = { locale: 'pt-PT', dashboard, packages, upgrade, subscription }
