package io.github.nanobanana.spring.ai.relay;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * Follows the calls of one connection and tells at the end of each answer whether it was
 * exact: one JSON document and not a byte more. The end is held back until all that has
 * arrived with it was looked at, since Reactor Netty gives the connection to the next
 * call as soon as it sees it. What arrives unasked closes the connection. Used on the
 * event loop of its channel alone.
 */
final class AnswerWatch extends ChannelDuplexHandler {

	private final Listener listener;

	private AnswerEnd end = new AnswerEnd();

	private JsonFrame document = new JsonFrame();

	/** Whether a request was begun whose answer has not ended. */
	private boolean asked;

	private @Nullable HttpResponse head;

	/** The end of an answer, held back. */
	private @Nullable LastHttpContent last;

	/** Whether something came behind the end. */
	private boolean followed;

	AnswerWatch(Listener listener) {
		this.listener = listener;
	}

	/** What has to stand in front of the decoder. */
	ChannelHandler bytes() {
		return new Bytes();
	}

	@Override
	public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
		if (message instanceof HttpRequest) {
			this.asked = true;
			this.followed = false;
			this.head = null;
			this.end = new AnswerEnd();
			this.document = new JsonFrame();
		}
		context.write(message, promise);
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		if (!this.asked) {
			refuse(context, message);
			return;
		}
		if (this.last != null) {
			this.followed = true;
			ReferenceCountUtil.release(message);
			return;
		}
		if (message instanceof HttpResponse response) {
			this.head = response;
		}
		if (message instanceof HttpContent content) {
			this.document.take(content.content());
		}
		if (message instanceof LastHttpContent whole && !isInformational()) {
			this.last = whole;
			return;
		}
		context.fireChannelRead(message);
	}

	/** Such as 100: news on the way to the answer. */
	private boolean isInformational() {
		return this.head != null && this.head.status().codeClass() == HttpStatusClass.INFORMATIONAL;
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext context) {
		handOver(context);
		context.fireChannelReadComplete();
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		handOver(context);
		context.fireChannelInactive();
	}

	private void handOver(ChannelHandlerContext context) {
		LastHttpContent whole = this.last;
		HttpResponse answer = this.head;
		if (whole == null) {
			return;
		}
		this.last = null;
		this.asked = false;
		if (answer != null) {
			boolean exact = !this.followed && whole.decoderResult().isSuccess() && this.document.isWhole()
					&& this.end.isReached(answer);
			this.listener.answered(answer, exact);
		}
		context.fireChannelRead(whole);
	}

	private static void refuse(ChannelHandlerContext context, Object message) {
		ReferenceCountUtil.release(message);
		context.close();
	}

	/** Is told at the end of each answer. */
	interface Listener {

		void answered(HttpResponse head, boolean exact);

	}

	/**
	 * Sees the bytes before they are decoded. Not even the beginning of something may
	 * arrive unasked: it would be read together with the next answer.
	 */
	private final class Bytes extends ChannelInboundHandlerAdapter {

		@Override
		public void channelRead(ChannelHandlerContext context, Object message) {
			if (!AnswerWatch.this.asked) {
				refuse(context, message);
				return;
			}
			if (message instanceof ByteBuf bytes) {
				AnswerWatch.this.end.take(bytes);
			}
			context.fireChannelRead(message);
		}

	}

}
