package io.millrace.worker.net;

import io.netty.channel.EventLoop;
import reactor.netty.tcp.TcpClient;

/**
 * What a link dials with.
 *
 * @param client options, TLS and resolver
 * @param thread the I/O thread that is to have the link
 */
record Dialling(TcpClient client, EventLoop thread) {}
