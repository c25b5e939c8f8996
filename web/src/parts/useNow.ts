import { useEffect, useState } from 'react'

const STEP_MS = 30_000

/** The time, told anew twice a minute: hours pass and days end while a page stays open. */
export function useNow(): Date {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), STEP_MS)
    return () => clearInterval(timer)
  }, [])
  return now
}
