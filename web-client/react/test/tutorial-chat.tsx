// A component as it was written for a bare socket's hook: only where the hook is imported from has changed.
import React, { useEffect, useRef, useState } from 'react'
import { useSocket } from '../src/index'

interface Message {
  id: string
  roomId: string
  userId: string
  username: string
  content: string
  timestamp: number
}

interface ChatProps {
  userId: string
  username: string
}

const MessageList: React.FC<{ messages: Message[]; userId: string }> = ({ messages, userId }) => (
  <ul>
    {messages.map(message => (
      <li key={message.id} className={message.userId === userId ? 'own' : 'other'}>
        <b>{message.username}</b>: {message.content} <i>{new Date(message.timestamp).toLocaleTimeString()}</i>
      </li>
    ))}
  </ul>
)

export const Chat: React.FC<ChatProps> = ({ userId, username }) => {
  const { connected, messages, notifications, typingUsers, joinRoom, sendMessage, setTyping } = useSocket(
    userId,
    username,
  )
  const [currentRoom, setCurrentRoom] = useState('general')
  const [text, setText] = useState('')
  const typingTimeout = useRef<ReturnType<typeof setTimeout>>(undefined)

  useEffect(() => {
    if (connected) {
      joinRoom(currentRoom)
    }
  }, [connected, currentRoom, joinRoom])

  const handleSend = () => {
    if (text.trim()) {
      sendMessage(currentRoom, text)
      setText('')
      setTyping(currentRoom, false)
    }
  }

  const handleChange = (event: React.ChangeEvent<HTMLInputElement>) => {
    setText(event.target.value)
    setTyping(currentRoom, true)
    clearTimeout(typingTimeout.current)
    typingTimeout.current = setTimeout(() => setTyping(currentRoom, false), 1000)
  }

  return (
    <section>
      <p id="status">{connected ? 'Connected' : 'Disconnected'}</p>
      {['general', 'random'].map(room => (
        <button key={room} className={room} onClick={() => setCurrentRoom(room)}>
          {room}
        </button>
      ))}
      <MessageList messages={messages.filter(message => message.roomId === currentRoom)} userId={userId} />
      <p id="all">{messages.map(({ roomId, content }) => `${roomId}/${content}`).join(' ')}</p>
      {typingUsers.size > 0 && <p id="typing">{Array.from(typingUsers).join(', ')} typing...</p>}
      <ol>
        {notifications.map(notification => (
          <li key={notification.id}>
            {notification.type}: {notification.message}
          </li>
        ))}
      </ol>
      <input value={text} onChange={handleChange} />
      <button className="send" onClick={handleSend}>
        Send
      </button>
    </section>
  )
}
