package io.github.nanobanana.spring.ai.image;

import java.util.Locale;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.compression.JdkZlibDecoder;
import io.netty.handler.codec.compression.ZlibWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Undoes gzip and deflate that nobody asked for: some gateways compress whatever the
 * request says, and the picture inside is paid for. It works in steps of at most 1 MiB of
 * plain bytes (deflate grows no more than 1032-fold), so whoever takes them can stop at a
 * cap before a bomb unfolds. For use by one thread at a time.
 */
public final class ContentInflater {

	private static final int STEP = 1000;

	/** What a broken body leaves behind in here is garbage and no leak. */
	private static final ByteBufAllocator HEAP = new UnpooledByteBufAllocator(false, true);

	private final JdkZlibDecoder zlib;

	private final EmbeddedChannel decoder;

	private ContentInflater(ZlibWrapper wrapper) {
		this.zlib = new JdkZlibDecoder(wrapper, false, 0);
		this.decoder = new EmbeddedChannel();
		this.decoder.config().setAllocator(HEAP);
		this.decoder.pipeline().addLast(this.zlib);
	}

	/**
	 * Looks whether a body is compressed in a way that is understood here.
	 * @param contentEncoding the header's value, or {@code null}
	 * @return an inflater for this body, or {@code null} if there is nothing to undo or
	 * no way to do it
	 */
	public static @Nullable ContentInflater of(@Nullable String contentEncoding) {
		return switch (plain(contentEncoding)) {
			case "gzip", "x-gzip" -> new ContentInflater(ZlibWrapper.GZIP);
			case "deflate" -> new ContentInflater(ZlibWrapper.ZLIB_OR_NONE);
			default -> null;
		};
	}

	/**
	 * Whether a body is sent as it is.
	 * @param contentEncoding the header's value, or {@code null}
	 * @return whether it names no coding
	 */
	static boolean isIdentity(@Nullable String contentEncoding) {
		String coding = plain(contentEncoding);
		return coding.isEmpty() || coding.equals("identity");
	}

	private static String plain(@Nullable String contentEncoding) {
		return (contentEncoding != null) ? contentEncoding.strip().toLowerCase(Locale.ROOT) : "";
	}

	/**
	 * Inflates the next bytes.
	 * @param compressed the bytes, which stay the caller's
	 * @param taker takes what comes out, in order; the buffers are not the taker's to
	 * release
	 */
	public void write(ByteBuf compressed, Consumer<ByteBuf> taker) {
		int index = compressed.readerIndex();
		while (index < compressed.writerIndex()) {
			int length = Math.min(STEP, compressed.writerIndex() - index);
			this.decoder.writeInbound(HEAP.heapBuffer(length).writeBytes(compressed, index, length));
			index += length;
			pass(taker);
		}
	}

	private void pass(Consumer<ByteBuf> taker) {
		ByteBuf plain = this.decoder.readInbound();
		while (plain != null) {
			try {
				taker.accept(plain);
			}
			catch (RuntimeException ex) {
				this.decoder.releaseInbound();
				throw ex;
			}
			finally {
				plain.release();
			}
			plain = this.decoder.readInbound();
		}
	}

	/**
	 * Whether the end of the compressed body was reached.
	 * @return false if it was cut
	 */
	boolean isWhole() {
		return this.zlib.isClosed();
	}

	/**
	 * Frees what the inflater holds. It takes no more bytes then.
	 */
	public void close() {
		this.decoder.finishAndReleaseAll();
	}

	@Override
	public String toString() {
		return "ContentInflater[" + this.decoder.pipeline().names() + "]";
	}

}
