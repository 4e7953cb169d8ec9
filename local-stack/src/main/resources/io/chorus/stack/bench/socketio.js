// The plainest chat server on Socket.IO, with Redis between instances. Checks no token and stores nothing.
const { createServer } = require('http');
const { Server } = require('socket.io');
const Redis = require('ioredis');

const publisher = new Redis(process.env.REDIS_URL);
const subscriber = new Redis(process.env.REDIS_URL);
const subscribed = new Map();
const server = createServer();
const io = new Server(server, { transports: ['websocket'], perMessageDeflate: false, serveClient: false });
let next = 0;

subscriber.on('message', (room, message) => io.to(room).emit('message', JSON.parse(message)));

io.on('connection', (socket) => {
  socket.on('join_room', async ({ roomId }, reply) => {
    if (!subscribed.has(roomId)) subscribed.set(roomId, subscriber.subscribe(roomId));
    await subscribed.get(roomId);
    socket.join(roomId);
    reply({ ok: true, roomId, memberCount: io.sockets.adapter.rooms.get(roomId).size });
  });
  socket.on('send_message', async ({ roomId, content }, reply) => {
    const timestamp = Date.now();
    const message = { id: `m${++next}`, roomId, userId: 'bench', username: 'bench', content, timestamp };
    await publisher.publish(roomId, JSON.stringify(message));
    reply({ ok: true, id: message.id, roomId, timestamp });
  });
});

server.listen(Number(process.env.PORT), '127.0.0.1');
