// The plainest chat server on Node: ws for the sockets, Redis between instances. Checks no token and stores nothing.
const { WebSocketServer } = require('ws');
const Redis = require('ioredis');

const publisher = new Redis(process.env.REDIS_URL);
const subscriber = new Redis(process.env.REDIS_URL);
const rooms = new Map();
let next = 0;

subscriber.on('message', (room, frame) => {
  const members = rooms.get(room);
  if (members) for (const socket of members) socket.send(frame);
});

function reply(socket, id, data) {
  socket.send(JSON.stringify({ event: 'reply', id, data: { ok: true, ...data } }));
}

async function take(socket, { event, id, data }) {
  const { roomId } = data;
  if (event === 'join_room') {
    let members = rooms.get(roomId);
    if (!members) {
      rooms.set(roomId, (members = new Set()));
      members.subscribed = subscriber.subscribe(roomId);
    }
    members.add(socket);
    await members.subscribed;
    reply(socket, id, { roomId, memberCount: members.size });
  } else if (event === 'send_message') {
    const timestamp = Date.now();
    const message = { id: `m${++next}`, roomId, userId: 'bench', username: 'bench', content: data.content, timestamp };
    await publisher.publish(roomId, JSON.stringify({ event: 'message', data: message }));
    reply(socket, id, { id: message.id, roomId, timestamp });
  }
}

new WebSocketServer({ port: Number(process.env.PORT), host: '127.0.0.1', path: '/ws', perMessageDeflate: false }).on(
  'connection',
  (socket) => {
    socket.send('{"event":"authenticated","data":{}}');
    socket.on('message', (frame) => take(socket, JSON.parse(frame)));
    socket.on('close', () => rooms.forEach((members) => members.delete(socket)));
  },
);
