declare module 'virtual:preview-bundle' {
  export const script: string
  export const styles: string
  /** The script that goes before it; empty where it has React in it. */
  export const readReact: () => Promise<string>
}

declare module 'virtual:preview-languages' {
  export const languages: Record<string, () => Promise<{ script: string }>>
}

declare module 'virtual:compiled-first-scene' {
  /** What it begins with, by its source. */
  export const compiled: Record<string, string>
}

declare module 'virtual:compiled-scenes' {
  /** What each of them begins with, by its source. */
  export const compiled: Record<string, string>
}

declare module 'virtual:kit-words' {
  export const kitWords: import('./code/completions.ts').KitWords
}

declare module 'virtual:tokens' {
  export const tokens: readonly {
    name: string
    words: string
    /** Empty where it is derived from other tokens. */
    fallback: string
  }[]
}

/** Where Acme Shops runs beside the workbench; a static site has none. */
declare const ACME_URL: string | null
