// Loaded before one of the simulator's processes: makes the one mistake that is asked for.
const awake = Number(process.env.MUTANT_AWAKE)

globalThis.isMutantAwake = (id) => id === awake
