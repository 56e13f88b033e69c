// Read by: no one yet. Made by a machine, in neutral standard Arabic; not checked by a native speaker or a lawyer.
import type { Language } from '../react/provider/catalogue.ts'
import { plural } from '../react/format/plural.ts'

const fallsTo = {
  no_tracking: ' بعد ذلك لن يُسجَّل أي شيء.',
  free: ' بعد ذلك تسري الخطة المجانية.',
}
const every = { monthly: 'كل شهر', yearly: 'كل سنة' }
const billing = { monthly: 'الشهرية', yearly: 'السنوية' }

/** What a `DashboardFrame` says, and an `UpgradeModal` until its plans are there. */
export const dashboard: Language['dashboard'] = {
  frameTitle: 'إحصاءات الموقع',
  loading: 'جارٍ تحميل إحصاءاتك…',
  retry: 'إعادة المحاولة',
  plansLoading: 'جارٍ تحميل الخطط…',
  paymentChecking: 'جارٍ التحقق من الدفع…',
  plansNotLoaded: 'تعذّر تحميل الخطط.',
  expired: 'قد لا تكون هذه الأرقام محدَّثة.',
  refresh: 'تحديث',
  slow: 'يستغرق هذا وقتًا أطول من المعتاد.',
  openInNewTab: 'فتح في علامة تبويب جديدة',
  planUpgraded: 'خطتك الجديدة مفعَّلة.',
  errorNotFound: 'لا توجد إحصاءات لهذا الموقع بعد.',
  errorNoAccess: 'لا تملك صلاحية الاطلاع على هذه الإحصاءات.',
  errorOffline: 'أنت غير متصل بالإنترنت.',
  offlineHelp: 'ستُحمَّل إحصاءاتك فور عودة الاتصال.',
  reference: ({ code }) => `إذا استمرت المشكلة، فأخبرنا بهذا الرقم المرجعي: ${code}`,
  errorUnreachable: 'خدمة الإحصاءات لا تستجيب.',
  errorPopupBlocked: 'لم يفتح متصفحك علامة تبويب جديدة.',
  errorOther: 'تعذّر عرض الإحصاءات.',
}

/** What a `PackagePicker` says. */
export const packages: Language['packages'] = {
  legend: 'الخطط',
  loading: 'جارٍ تحميل الخطط',
  failed: 'تعذّر تحميل الخطط.',
  retry: 'إعادة المحاولة',
  empty: 'لا توجد خطط للاختيار منها.',
  interval: 'الفوترة',
  intervals: { monthly: 'شهرية', yearly: 'سنوية' },
  currency: 'العملة',
  filter: 'البحث عن خطة',
  filtered: ({ shown, total }) => `الخطط: ${shown} من ${total}`,
  only: { monthly: 'شهريًا فقط', yearly: 'سنويًا فقط' },
  free: 'مجانية',
  price: ({ amount, interval }) => `${amount} ${interval === 'yearly' ? 'في السنة' : 'في الشهر'}`,
  equivalent: ({ amount }) => `${amount} في الشهر`,
  period: { monthly: 'في الشهر', yearly: 'في السنة' },
  saveUpTo: ({ percent }) => `وفّر حتى ${percent}`,
  unit: /* @__PURE__ */ plural('ar', {
    zero: 'نقطة تفاعل',
    one: 'نقطة تفاعل',
    two: 'نقطتا تفاعل',
    few: 'نقاط تفاعل',
    many: 'نقطة تفاعل',
    other: 'نقطة تفاعل',
    unlimited: 'نقاط تفاعل',
  }),
  limit: ({ limit, count, unit }) =>
    limit === 'unlimited' ? `${unit} بلا حدود` : limit === 0 ? 'لا تسجّل شيئًا' : `${count} ${unit}`,
  used: ({ count, unit }) => `المستخدم في هذه الفترة: ${count} ${unit}.`,
  unitQuestion: 'ما هي نقطة التفاعل؟',
  unitMeaning: 'نقطة التفاعل هي مشاهدة صفحة أو حدث مُتتبَّع. عندما تنفد نقاط الخطة يتوقف التسجيل.',
  recommended: 'موصى بها',
  currentPlan: 'الخطة الحالية',
  planInInterval: ({ name, interval }) => `${name}، ${interval === 'yearly' ? 'سنويًا' : 'شهريًا'}`,
  trial: 'فترة تجريبية مجانية',
  yourPlan: ({ name, limit }) => `خطتك: ${name}${limit ? `، ${limit}` : ''}`,
  consequence: ({ kind, interval, day, isFree, isReplacing, isEnding }) =>
    ({
      current: day ? `${isEnding ? 'تستمر حتى' : 'تتجدد في'} ${day}` : 'خطتك',
      planned: day ? `مقررة في ${day}` : 'مقررة',
      start: 'البدء اليوم',
      restart: 'البدء من جديد اليوم',
      upgrade: isFree ? 'التبديل اليوم' : 'الترقية اليوم',
      switch_interval: `التبديل إلى الفوترة ${billing[interval]}`,
      resume: 'إعادة تفعيل التجديد التلقائي',
      downgrade: `${isReplacing ? 'التبديل بدلًا من ذلك في' : 'التبديل في'} ${day}`,
    })[kind],
  keep: ({ name }) => `الاحتفاظ بخطة ${name}`,
  reasons: {
    no_right: 'لا يمكن تغيير الخطة إلا لمالك هذا الموقع.',
    change_running: 'التغيير قيد التنفيذ.',
    same_limit: 'تسجّل بقدر ما تسجّله خطتك',
    ending: 'للانتقال إلى خطة أصغر، فعّل التجديد التلقائي أولًا',
    unknown_plan: 'لا يمكن مقارنتها بخطتك',
    after_trial: 'خطتك بعد الفترة التجريبية',
    payment_due: 'هناك دفعة مستحقة لخطتك.',
    charge_missing: 'يمكن اختيارها بعد انتهاء خطتك',
    not_schedulable: 'يمكن اختيارها بعد انتهاء خطتك',
    being_renewed: 'يجري تجديد خطتك الآن',
    renewal_off: 'لتغيير خطتك، فعّل التجديد التلقائي أولًا',
    deactivated: 'لا يمكن بدء خطة متوقفة من جديد هنا.',
    platform_managed: 'غيّر الخطة من لوحة الإحصاءات.',
  },
  paymentDue: ({ amount, day }) =>
    `هناك دفعة مستحقة بقيمة ${amount}${day ? `، تُدفع حتى ${day}` : ''}. بعد دفعها يمكنك تغيير خطتك.`,
  payNow: ({ amount }) => `دفع ${amount}`,
  cleared: ({ name }) => `خطة ${name} غير متاحة بهذا الشكل. لم يُحدَّد شيء الآن.`,
}

/** What an `UpgradeModal` says besides. */
export const upgrade: Language['upgrade'] = {
  titles: {
    pick: 'اختيار خطة',
    review: 'مراجعة التغيير',
    sending: 'مراجعة التغيير',
    pay: 'دفع ثمن الترقية',
    settling: 'جارٍ تغيير خطتك',
    running: 'التغيير قيد التنفيذ',
    done: 'تم',
    refused: 'لم تتغير خطتك',
    failed: 'لم تتغير خطتك',
    needs_attention: 'نحن نتابع الأمر',
    closed: 'سُوّي هذا التغيير',
  },
  close: 'إغلاق',
  back: 'العودة إلى الخطط',
  forWebsite: ({ domain }) => `لموقع ${domain}`,
  choosePrompt: 'اختر خطة لمعرفة تكلفتها اليوم.',
  continue: 'مراجعة التغيير',
  loadingQuote: 'جارٍ حساب السعر…',
  noPrice: 'لا يوجد سعر بعد',
  plusTax: ({ amount }) => `${amount} غير شامل الضريبة`,
  quoteFailed: 'تعذّر حساب السعر. أعد المحاولة بعد دقيقة.',
  retry: 'إعادة المحاولة',
  from: ({ day }) => (day ? `حتى ${day}` : 'الآن'),
  to: ({ day }) => `ابتداءً من ${day ?? 'اليوم'}`,
  costs: 'التكلفة',
  changes: 'ما الذي يتغير',
  starts: ({ name, day }) => (day ? `تحتفظ بخطة ${name} حتى ${day}، ويمكنك التراجع حتى ذلك الحين.` : 'يسري فورًا.'),
  monthlyLimit: ({ limit }) => `${limit} في الشهر.`,
  credit: ({ name, percent }) => `رصيد مقابل ${percent} غير المستخدمة من ${name}`,
  balance: 'من رصيدك',
  due: { nothing: 'اليوم', invoiced: 'في فاتورتك التالية', pay_now: 'المستحق اليوم' },
  nextCharge: ({ interval, day, isFirst }) => `${isFirst ? 'ابتداءً' : 'ثم ابتداءً'} من ${day}، ${every[interval]}`,
  summary: ({ due, amount, next }) =>
    ({
      nothing: 'لا شيء يُدفع اليوم',
      invoiced: `${amount} في فاتورتك التالية`,
      pay_now: `${amount} اليوم`,
    })[due] + (next ? `، ثم ${next}` : ''),
  chosen: ({ name, summary }) => `${name}. ${summary}`,
  renews: ({ interval }) => `تتجدد ${every[interval]} إلى أن توقف التجديد.`,
  requoted: ({ was, is }) => `تغيّر السعر: كان ${was} وأصبح ${is}. يُرجى التأكيد مرة أخرى.`,
  renewedQuote: 'انتهت صلاحية العرض. هذا عرض جديد بالسعر نفسه: يُرجى التأكيد مرة أخرى.',
  usageRestarts: 'يُحسب الاستخدام من 0 مجددًا.',
  usageAboveLimit: ({ used, name, limit, day, unit }) =>
    `المستخدم في هذه الفترة: ${used} ${unit}. خطة ${name}: ${limit}. ما زاد على ذلك لن يُسجَّل${day ? ` ابتداءً من ${day}` : ''}.`,
  ends: {
    trial: 'تنتهي فترتك التجريبية الآن.',
    planned_switch: 'يُلغى التبديل المقرر.',
    paid_period: 'ينتهي ما تبقى من الفترة الحالية دون رصيد مقابل.',
  },
  renewalOn: 'يُفعَّل التجديد التلقائي من جديد.',
  leftOver: {
    carried: ({ amount }) => `يتبقى رصيد قدره ${amount} يُخصم من دفعاتك التالية.`,
    lost: ({ amount }) => `لا يُستخدم رصيد قدره ${amount} ويسقط.`,
  },
  balanceLeft: ({ amount }) => `يبقى ${amount} في رصيدك لدفعاتك التالية.`,
  keepReview: ({ name, planned, day }) =>
    `يُلغى التبديل إلى ${planned} وتحتفظ بخطة ${name}.${day ? ` تتجدد الخطة في ${day}.` : ''}`,
  confirm: ({ kind, name, due, amount, day, isFree, isReplacing }) => {
    if (kind === 'keep') return `الاحتفاظ بخطة ${name}`
    if (kind === 'resume') return 'إعادة تفعيل التجديد التلقائي'
    if (kind === 'downgrade') return `التبديل ${isReplacing ? 'بدلًا من ذلك ' : ''}إلى ${name} في ${day}`
    if (due === 'leaves') return `المتابعة إلى الدفع · ${amount}`
    return isFree ? 'التبديل الآن · مجانًا' : 'طلب مع الالتزام بالدفع'
  },
  sending: 'لحظة من فضلك…',
  unanswered: 'لم نتلقَّ ردًا. أعد المحاولة، ولن يُخصم المبلغ مرتين.',
  adapterFailed: 'حدث خطأ في هذه الصفحة. أعد المحاولة، ولن يُخصم المبلغ مرتين.',
  payPrompt: 'تُفتح صفحة الدفع في هذه النافذة ثم تعيدك إلى هنا.',
  payInTab: 'تُفتح صفحة الدفع في علامة تبويب جديدة. عُد إلى هنا بعد الدفع.',
  pay: ({ amount }) => `المتابعة إلى الدفع · ${amount}`,
  payRefused: 'تعذّر فتح صفحة الدفع. لم يُدفع أي شيء.',
  discard: 'تجاهل هذا التغيير',
  runningSince: ({ name, ago }) => (name ? `بدأ التغيير إلى ${name} ${ago}.` : `بدأ تغيير ${ago}.`),
  unpaid: 'لم يُدفع ثمنه بعد.',
  leaving: 'جارٍ نقلك إلى صفحة الدفع',
  unpaidTitle: 'لم يُدفع ثمن تغييرك بعد',
  stages: {
    awaiting_payment: 'في انتظار تأكيد الدفع',
    paid: 'وصل الدفع، وجارٍ تغيير خطتك',
    applying: 'جارٍ تغيير خطتك',
    applied: 'تغيّرت خطتك وستظهر بعد لحظات',
  },
  goesOn: 'يمكنك إغلاق هذه النافذة. يستمر التغيير دونها.',
  usually: 'يستغرق ذلك عادةً أقل من 10 ثوانٍ.',
  slow: 'يستغرق هذا وقتًا أطول من المعتاد.',
  slowStage: ({ stage }) => `${stage}. يستغرق هذا وقتًا أطول من المعتاد. يمكنك إغلاق هذه النافذة.`,
  doneTitle: ({ kind, name }) =>
    ({
      choose: `خطتك الآن ${name}`,
      planned: 'تبديلك مقرر',
      cancel: 'التجديد التلقائي متوقف',
      resume: 'التجديد التلقائي مفعَّل',
      keep: `تحتفظ بخطة ${name}`,
    })[kind],
  done: ({ kind, name, day, limit }) =>
    ({
      choose: limit ? `من الآن فصاعدًا ${limit} في الشهر` : `خطة ${name} مفعَّلة`,
      planned: `تبدأ خطة ${name} ${day ? `في ${day}` : 'عند انتهاء الفترة'}. لا يتغير شيء حتى ذلك الحين.`,
      cancel: `التجديد التلقائي متوقف.${day ? ` تستمر خطة ${name} حتى ${day}.` : ''}`,
      resume: 'التجديد التلقائي مفعَّل من جديد.',
      keep: `تحتفظ بخطة ${name}.`,
    })[kind],
  included: ({ name }) => `مع ${name}`,
  renewsOn: ({ day, amount }) => `تتجدد في ${day} مقابل ${amount}.`,
  viewPlan: 'عرض الخطة',
  backToAnalytics: 'العودة إلى الإحصاءات',
  refused: 'لم يُنفَّذ التغيير ولم يُدفع أي شيء.',
  framed: 'تُعرض هذه الصفحة داخل صفحة أخرى لا يمكن تغيير الخطة فيها. افتحها في علامة تبويب مستقلة.',
  failed: 'لم يُدفع أي شيء، وخطتك كما كانت.',
  abandoned: 'جرى تجاهل التغيير ولم يُدفع أي شيء.',
  refunded: 'أُعيد إليك ما دفعته مقابل التغيير.',
  closed: 'عالجنا الأمر يدويًا. ما يسري الآن معروض مع خطتك.',
  reasons: {
    not_paid_in_time: 'انتهت المهلة المحددة للدفع.',
    account_on_hold: 'حسابك موقوف حاليًا، ولا يمكن بدء خطة جديدة. يُرجى التواصل معنا.',
    period_ended: 'انتهت فترة الفوترة: السعر الآن مختلف.',
    payment_due: 'هناك دفعة مستحقة لخطتك.',
    balance_changed: 'استُخدم رصيدك في هذه الأثناء: السعر الآن مختلف.',
    changed_elsewhere: 'تغيّرت خطتك بطريقة أخرى في هذه الأثناء.',
    owner_changed: 'يعود هذا الموقع الآن إلى حساب آخر.',
    not_allowed: 'خطتك الحالية لا تسمح بذلك.',
    plan_ended: 'انتهت خطتك.',
    platform_refused: 'لم تقبله خدمة الإحصاءات.',
    provider_refused: 'لم تقبله خدمة الدفع.',
  },
  declined: 'رُفض الدفع',
  needsAttention: 'وصل الدفع ولم يُنفَّذ التغيير بعد',
  nothingToPay: 'لا حاجة إلى الدفع مرة أخرى: سنصلح الأمر. عند الاستفسار اذكر هذا الرقم المرجعي.',
  reference: 'الرقم المرجعي',
  chooseAgain: 'اختيار خطة أخرى',
  payAgain: 'الدفع بطريقة أخرى',
}

/** What a `SubscriptionPanel` says besides. */
export const subscription: Language['subscription'] = {
  loading: 'جارٍ تحميل خطتك',
  failed: 'تعذّر تحميل خطتك.',
  retry: 'إعادة المحاولة',
  sentence: ({ state, name, day, amount, fallsTo: to, planned }) => {
    const after = to ? fallsTo[to] : ''
    const until = `تستمر حتى ${day ?? 'نهاية الفترة'}.`
    const ends = `تنتهي ${day ? `في ${day}` : 'قريبًا'}.`
    return {
      none: 'ليس لهذا الموقع خطة بعد.',
      ended: 'بياناتك محفوظة، ولا يُسجَّل جديد.',
      renewing: 'يجري تجديد خطتك الآن.',
      trial: ends + after,
      package_trial: `${ends}${amount ? ` بعد ذلك تستمر مقابل ${amount}.` : ''}`,
      ending: until + after,
      planned: `${until} بعد ذلك تسري خطة ${planned}.`,
      free: 'لا يُسجَّل أي شيء.',
      active: day ? `تتجدد في ${day}${amount ? ` مقابل ${amount}` : ''}.` : `خطتك هي ${name}.`,
    }[state]
  },
  pool: 'خطة واحدة لجميع مواقعك.',
  status: ({ state, day, daysLeft, days, isUnpaid }) =>
    ({
      running: isUnpaid ? 'لم تُدفع بعد' : 'قيد التغيير',
      none: 'بلا خطة',
      ended: 'متوقفة',
      renewing: 'قيد التجديد',
      trial: daysLeft === null ? 'فترة تجريبية' : `المتبقي: ${days}`,
      package_trial: 'فترة تجريبية',
      ending: day ? `تنتهي في ${day}` : 'تنتهي قريبًا',
      planned: day ? `تتغير في ${day}` : 'تتغير قريبًا',
      free: 'مفعَّلة',
      active: 'مفعَّلة',
      due: 'دفعة مستحقة',
      reached: 'بلغت الحد',
    })[state],
  usedOf: ({ used, limit, unit }) => `${used} من ${limit} ${unit}`,
  usedSoFar: ({ used, unit }) => `حتى الآن ${used} ${unit}`,
  usedByWebsite: ({ used, unit }) => `${used} ${unit} لهذا الموقع`,
  resets: ({ day }) => `يبدأ العدّ من جديد في ${day}`,
  usageLow: 'تبقّى أقل من الربع.',
  usageReached: ({ day }) =>
    `بُلغ الحد وتوقف التسجيل. يُستأنف ${day ? `في ${day}` : 'مع الفترة التالية'} أو فور ترقية خطتك.`,
  actions: {
    renewal_on: 'إعادة تفعيل التجديد التلقائي',
    choose: 'اختيار خطة',
    change: 'تغيير الخطة',
    restart: 'البدء من جديد',
    renewal_off: 'إيقاف التجديد التلقائي…',
    refresh: 'تحديث',
    continue: 'عرض التقدم',
    discard: 'تجاهل هذا التغيير',
  },
  working: 'لحظة من فضلك…',
  noRight: 'لا يمكن تغيير الخطة إلا لمالك هذا الموقع.',
  platformManaged: 'غيّر الخطة من لوحة الإحصاءات.',
  turnOffTitle: 'إيقاف التجديد التلقائي؟',
  turnOffText: ({ name, day, fallsTo: to }) =>
    `تستمر خطة ${name} حتى ${day ?? 'نهاية الفترة'} ولا تتجدد.${to ? fallsTo[to] : ''}`,
  turnOffPlanned: ({ planned }) => `يُلغى التبديل المقرر إلى ${planned} ولا يعود.`,
  keepRenewing: 'متابعة التجديد',
  turnOff: 'إيقاف التجديد التلقائي',
  notChanged: 'لم نتلقَّ ردًا. أعد المحاولة: لن يُنفَّذ شيء مرتين.',
  needsAttention: ({ reference }) =>
    `وصل الدفع ولم يُنفَّذ التغيير بعد. لا حاجة إلى الدفع مرة أخرى: سنصلح الأمر. عند الاستفسار اذكر هذا الرقم المرجعي: ${reference}`,
  meter: 'المستخدم من الحد',
}

/**
 * Arabic. Orders say what Article 8(2) of Directive 2011/83/EU asks for. Its digits are named, since runtimes differ in which
 * ones Arabic has of itself.
 */
export const ar: Language = { locale: 'ar-u-nu-latn', dashboard, packages, upgrade, subscription }
