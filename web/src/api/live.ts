import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { retryAfter } from '../logic/liveRetry'
import { credentialsToken } from './client'
import { keys } from './keys'
import { liveIs } from './polling'

/** What the other end says: only where to look again, never what is there. */
interface Look {
  look?: string[]
  inquiry?: string
}

const LOOKS: Record<string, readonly string[]> = { folders: keys.folders, alerts: keys.alerts }

function lookAgain(queries: QueryClient, data: unknown): void {
  let message: Look = {}
  try {
    message = JSON.parse(String(data)) as Look
  } catch {
    return // not ours
  }
  for (const what of message.look ?? []) {
    const queryKey = LOOKS[what]
    if (queryKey) void queries.invalidateQueries({ queryKey: [...queryKey] })
  }
  if (message.inquiry) void queries.invalidateQueries({ queryKey: keys.inquiry(message.inquiry) })
}

/**
 * Listens for "look" while the page is used. While the line holds, asking again by itself becomes rare; when it breaks, asking takes over
 * and the line is tried again, ever more seldom.
 */
export function useLive(url: string | undefined): void {
  const queries = useQueryClient()
  useEffect(() => {
    if (!url) return
    let socket: WebSocket | undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    let failures = 0
    let ended = false
    const connect = async () => {
      const token = await credentialsToken()
      if (ended || !token) return
      const address = new URL(url)
      address.searchParams.set('token', token)
      socket = new WebSocket(address)
      socket.onopen = () => {
        failures = 0
        liveIs(true)
        void queries.invalidateQueries({ queryKey: [...keys.folders] }) // what was missed while nobody listened
        void queries.invalidateQueries({ queryKey: [...keys.alerts] })
      }
      socket.onmessage = ({ data }) => lookAgain(queries, data)
      socket.onclose = () => {
        liveIs(false)
        if (!ended) timer = setTimeout(() => void connect(), retryAfter(failures++, Math.random()))
      }
    }
    void connect()
    return () => {
      ended = true
      clearTimeout(timer)
      liveIs(false)
      socket?.close()
    }
  }, [url, queries])
}
