package io.github.nanobanana.spring.ai.relay;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;

/**
 * Drops informational answers. Some gateways send 102 to keep a slow call alive, and
 * Reactor Netty 1.3, which knows 100 only, would take the first of them for the answer
 * itself and so lose a picture that is being paid for. 101 is left alone: no protocol
 * follows that could be read.
 */
@Sharable
final class InformationalResponses extends ChannelInboundHandlerAdapter {

	static final InformationalResponses INSTANCE = new InformationalResponses();

	static final String NAME = "nanobanana.informationalResponses";

	private static final AttributeKey<Boolean> DROPPING = AttributeKey.valueOf(NAME);

	private InformationalResponses() {
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		if (message instanceof HttpResponse response) {
			int status = response.status().code();
			context.channel().attr(DROPPING).set(status > 101 && status < 200);
		}
		if (Boolean.TRUE.equals(context.channel().attr(DROPPING).get())) {
			if (message instanceof LastHttpContent) {
				context.channel().attr(DROPPING).set(false);
			}
			ReferenceCountUtil.release(message);
			context.read();
			return;
		}
		context.fireChannelRead(message);
	}

}
