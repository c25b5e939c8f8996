import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { placeOf, tourOf } from '../logic/tour'
import { useWorkplace } from './workplace'

/** The way around: a card beside one thing after the other, each ringed. It goes by keyboard, ends with Escape, and gives the focus back. */
export default function Tour({ onEnd }: { onEnd(): void }) {
  const { t } = useTranslation()
  const { me, centre } = useWorkplace()
  const [stops] = useState(() => tourOf(me.roles ?? [], centre !== ''))
  const [place, setPlace] = useState(0)
  const layer = useRef<HTMLDivElement>(null)
  const card = useRef<HTMLDivElement>(null)
  const ring = useRef<HTMLDivElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const end = useRef(onEnd)
  useEffect(() => {
    end.current = onEnd
  })
  const stop = stops[place]

  useLayoutEffect(() => {
    const before = document.activeElement
    const shown = layer.current
    shown?.showPopover?.()
    const heard = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.stopPropagation()
      end.current()
    }
    document.addEventListener('keydown', heard, true)
    return () => {
      document.removeEventListener('keydown', heard, true)
      shown?.hidePopover?.()
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    }
  }, [])

  useLayoutEffect(() => {
    if (!stop || !card.current || !ring.current) return
    const [box, mark] = [card.current, ring.current]
    const target = visible(stop.at === '' ? `button[aria-label="${t('command.help')}"]` : stop.at)
    target?.scrollIntoView({ block: 'nearest' })
    const put = () => {
      const rect = target?.getBoundingClientRect()
      const at = placeOf(rect, { width: box.offsetWidth, height: box.offsetHeight }, { width: innerWidth, height: innerHeight })
      box.style.left = mark.style.left = '0'
      box.style.transform = `translate(${at.left}px, ${at.top}px)`
      mark.hidden = !rect
      if (rect)
        Object.assign(mark.style, {
          transform: `translate(${rect.left - 4}px, ${rect.top - 4}px)`,
          inlineSize: `${rect.width + 8}px`,
          blockSize: `${rect.height + 8}px`,
        })
    }
    put()
    heading.current?.focus({ preventScroll: true })
    window.addEventListener('scroll', put, { capture: true, passive: true })
    window.addEventListener('resize', put)
    return () => {
      window.removeEventListener('scroll', put, { capture: true })
      window.removeEventListener('resize', put)
    }
  }, [stop, t])

  if (!stop) return null
  const last = place === stops.length - 1
  return (
    <div ref={layer} popover="manual" className="wa-tour">
      <div ref={ring} className="wa-tour-ring" aria-hidden="true" />
      <div ref={card} role="dialog" aria-labelledby="tour-title" aria-describedby="tour-text" className="wa-tour-card">
        <div className="wa-soft wa-small">{t('tour.place', { place: place + 1, of: stops.length })}</div>
        <h2 id="tour-title" ref={heading} tabIndex={-1}>
          {t(`tour.${stop.id}.title`)}
        </h2>
        <p id="tour-text">{t(`tour.${stop.id}.text`)}</p>
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            {!last && (
              <Button variant="link" onClick={onEnd}>
                {t('tour.skip')}
              </Button>
            )}
            {place > 0 && <Button onClick={() => setPlace(place - 1)}>{t('tour.back')}</Button>}
            <Button variant="primary" onClick={() => (last ? onEnd() : setPlace(place + 1))}>
              {t(last ? 'tour.end' : 'tour.next')}
            </Button>
          </SpaceBetween>
        </Box>
      </div>
    </div>
  )
}

/** The first of those that a person can see now: on a phone, the navigation may be closed. */
function visible(selector: string): HTMLElement | undefined {
  return [...document.querySelectorAll<HTMLElement>(selector)].find((one) => {
    const { width, height, right, left } = one.getBoundingClientRect()
    return width > 0 && height > 0 && right > 0 && left < innerWidth
  })
}
