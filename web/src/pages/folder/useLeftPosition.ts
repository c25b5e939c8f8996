import { useEffect, useRef } from 'react'
import { leave, left } from '../../logic/folderMemory'

/** A list that is come back to is where it was left, once its rows are there. */
export function useLeftPosition(memory: string, filled: boolean): void {
  const back = useRef(false)
  useEffect(() => {
    if (!filled || back.current) return
    back.current = true
    const { scroll } = left(sessionStorage, memory)
    if (scroll > 0) requestAnimationFrame(() => window.scrollTo(0, scroll))
  }, [memory, filled])
  useEffect(() => {
    let at = 0
    const look = () => {
      at = window.scrollY
    }
    window.addEventListener('scroll', look, { passive: true })
    return () => {
      window.removeEventListener('scroll', look)
      leave(sessionStorage, memory, { scroll: at })
    }
  }, [memory])
}
