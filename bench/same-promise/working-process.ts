import { PeerPackages } from '../safe/peers.js';
import { openPeer, type PeerName } from './queues.js';

/** Works a peer's queue until it is killed: `node working-process.js <peer> <database> <packages>`. */
const [peer, databaseUrl = '', packagesFolder = ''] = process.argv.slice(2);
const followUp = await openPeer(peer as PeerName, new PeerPackages(packagesFolder), databaseUrl);
await followUp.queue.work(followUp.speak);
