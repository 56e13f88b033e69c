import type { Choices } from './choices.ts'

/** What becomes of each prop of a component in the workbench. A test holds it against the types. */
interface PropsShown {
  /** Props that a control writes, by the choice that it makes. */
  controls: Readonly<Record<string, keyof Choices>>
  /** Props that are what a scene is about: choosing a scene sets them. */
  scenes: readonly string[]
  /** Props without a control, by why. */
  leftOut: Readonly<Partial<Record<Reason, readonly string[]>>>
}

type Reason =
  | 'a function of yours'
  | 'an element of yours'
  | 'a matter of your page around it'
  | 'what only a real network, frame or payment page shows'
  | 'follows from the language'

export const propsShown: Readonly<Record<string, PropsShown>> = {
  AnalyticsProvider: {
    controls: { messages: 'language' },
    scenes: ['adapter', 'children', 'components'],
    leftOut: {
      'a function of yours': ['onEvent'],
      'a matter of your page around it': ['tenant'],
      'what only a real network, frame or payment page shows': ['allowedOrigins', 'allowedAncestors'],
      'follows from the language': ['locale', 'timeZone'],
    },
  },
  DashboardFrame: {
    controls: { height: 'height' },
    scenes: ['websiteId', 'children'],
    leftOut: {
      'a function of yours': ['onReady', 'onError', 'onUpgradeRequest', 'renderError'],
      'an element of yours': ['loading'],
      'a matter of your page around it': ['className', 'style', 'title', 'dateRange'],
      'what only a real network, frame or payment page shows': [
        'sandbox',
        'allow',
        'referrerPolicy',
        'refresh',
        'loadTimeoutMs',
      ],
    },
  },
  PackagePicker: {
    controls: { footnote: 'footnote' },
    scenes: ['websiteId'],
    leftOut: {
      'a function of yours': ['renderFeatures', 'renderError', 'onKeep', 'onChange'],
      'an element of yours': ['contact', 'loading'],
      'a matter of your page around it': ['className', 'style', 'value', 'defaultValue'],
      'what only a real network, frame or payment page shows': ['paymentOrigins'],
    },
  },
  UpgradeModal: {
    controls: { footnote: 'footnote' },
    scenes: ['websiteId', 'open', 'onOpenChange', 'changeId'],
    leftOut: {
      'a function of yours': ['renderFeatures', 'renderError', 'onChanged', 'onViewPlan', 'onRedirect'],
      'an element of yours': ['contact', 'terms', 'loading'],
      'a matter of your page around it': ['className', 'style', 'finalFocus'],
      'what only a real network, frame or payment page shows': ['paymentOrigins', 'renderPayment'],
    },
  },
  SubscriptionPanel: {
    controls: { footnote: 'footnote' },
    scenes: ['websiteId', 'onChoosePlan'],
    leftOut: {
      'a function of yours': ['renderFeatures', 'renderError', 'onChanged', 'onViewPlan', 'onRedirect'],
      'an element of yours': ['contact', 'terms', 'loading'],
      'a matter of your page around it': ['className', 'style', 'changeId'],
      'what only a real network, frame or payment page shows': ['paymentOrigins', 'renderPayment'],
    },
  },
}
