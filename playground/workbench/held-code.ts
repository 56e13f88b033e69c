/** Said of code that came by a link, wherever it could be run, copied or taken away, until the reader has it run. */
export const heldSentence = 'This code came with a link: read it before you run it.'
