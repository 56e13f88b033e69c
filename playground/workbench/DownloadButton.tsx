import { useState } from 'react'
import { servers, type Choices } from './choices.ts'
import { preparationIn, type WrittenFiles } from './code/written-files.ts'
import { heldSentence } from './held-code.ts'

type Download = { kind: 'idle' } | { kind: 'packing' } | { kind: 'failed'; message: string }

interface DownloadButtonProps {
  files: WrittenFiles
  choices: Choices
  /** A project runs with a network, and beside every other app of the reader's machine. */
  isHeld: boolean
}

/** Takes away what is shown as a project that runs. */
export function DownloadButton({ files, choices, isHeld }: DownloadButtonProps) {
  const [download, setDownload] = useState<Download>({ kind: 'idle' })
  const start = async () => {
    setDownload({ kind: 'packing' })
    try {
      const { downloadProject } = await import('./download/download.ts')
      await downloadProject(files, choices, preparationIn(choices.scene))
      setDownload({ kind: 'idle' })
    } catch (error) {
      setDownload({ kind: 'failed', message: error instanceof Error ? error.message : String(error) })
    }
  }
  return (
    <>
      {download.kind === 'failed' ? (
        <span className="download-failure" role="alert">
          {download.message}
        </span>
      ) : null}
      <button
        type="button"
        className="button quiet"
        aria-disabled={isHeld || download.kind === 'packing'}
        title={isHeld ? heldSentence : `A project for ${servers[choices.server]}: npm install && npm run dev`}
        onClick={() => !isHeld && download.kind !== 'packing' && void start()}
      >
        <span aria-live="polite">{download.kind === 'packing' ? 'Packing…' : 'Download'}</span>
        <span className="hidden"> a project for {servers[choices.server]}</span>
      </button>
    </>
  )
}
