package io.github.nanobanana.spring.ai.image;

import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Decodes base64 text into a {@link PictureTarget} while it arrives, in pieces of any
 * length, and never holds more of the text than one block.
 * <p>
 * Plain text goes block by block through the JDK's own decoder. The first block that it
 * refuses is read character by character, which lets pass what relays are known to send:
 * white space, the URL-safe alphabet, missing padding, and a {@code data:} header in
 * front. For use by one thread at a time.
 */
public final class Base64Sink {

	/** The length of a block of text that is decoded at once. */
	public static final int BLOCK = 32 * 1024;

	private static final int DECODED = BLOCK / 4 * 3;

	private static final byte FOREIGN = -1;

	private static final byte SPACE = -2;

	/** For each character its form in the standard alphabet, or what else it is. */
	private static final byte[] ALPHABET = alphabet();

	private final PictureTarget target;

	private final byte[] block = new byte[BLOCK];

	/** Left over from a block that the decoder refused. */
	private byte @Nullable [] spare;

	private int filled;

	private int padding;

	/** Whether the block holds checked characters only, rather than raw text. */
	private boolean careful;

	private boolean inHeader;

	private boolean headerSeen;

	private boolean finished;

	/**
	 * Creates a sink.
	 * @param target takes the decoded bytes
	 */
	public Base64Sink(PictureTarget target) {
		this.target = target;
	}

	/**
	 * Decodes a piece of the text.
	 * @param ascii the array that holds it
	 * @param offset its first character
	 * @param length its number of characters
	 * @throws MalformedBase64Exception if the text cannot be base64
	 * @throws PictureTooLargeException if the target's cap is reached
	 */
	public void write(byte[] ascii, int offset, int length) {
		Objects.checkFromIndexSize(offset, length, ascii.length);
		if (this.finished) {
			throw new IllegalStateException("The text was already finished");
		}
		int end = offset + length;
		int position = offset;
		while (position < end) {
			if (this.careful) {
				accept(ascii[position++]);
				continue;
			}
			int count = Math.min(end - position, BLOCK - this.filled);
			System.arraycopy(ascii, position, this.block, this.filled, count);
			this.filled += count;
			position += count;
			if (this.filled == BLOCK && !decode(this.block)) {
				acceptRawBlock();
			}
		}
	}

	/**
	 * Decodes what is left. The target then holds the whole picture.
	 * @throws MalformedBase64Exception if the text ends in mid byte
	 */
	public void finish() {
		if (this.finished) {
			return;
		}
		this.finished = true;
		if (!this.careful) {
			acceptRawBlock();
		}
		if (this.inHeader || this.filled % 4 == 1) {
			throw malformed("it ends too early");
		}
		byte[] tail = Base64.getDecoder().decode(Arrays.copyOf(this.block, this.filled));
		this.filled = 0;
		this.target.fill(tail, tail.length);
	}

	/**
	 * How much text makes the next block whole.
	 * @return {@link #BLOCK} exactly where {@link #writeBlock} may be asked, and less
	 * where a block has begun or the text is read with care
	 */
	public int room() {
		return this.careful ? BLOCK - 1 : BLOCK - this.filled;
	}

	/**
	 * Decodes a whole block in place if it is base64 throughout, which nobody needs to
	 * know beforehand: the decoder finds out.
	 * @param text an array of {@link #BLOCK} characters, which stays the caller's
	 * @return whether the block was taken; if not, nothing of it was
	 * @throws PictureTooLargeException if the target's cap is reached
	 */
	public boolean writeBlock(byte[] text) {
		return !this.finished && room() == BLOCK && decode(text);
	}

	private boolean decode(byte[] text) {
		byte[] decoded = (this.spare != null) ? this.spare : this.target.reserve(DECODED);
		this.spare = decoded;
		int count;
		try {
			count = Base64.getDecoder().decode(text, decoded);
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
		this.spare = null;
		if (count < DECODED) {
			// The block ended with padding, so nothing but white space may follow
			this.careful = true;
			this.padding = DECODED - count;
		}
		this.filled = 0;
		this.target.fill(decoded, count);
		return true;
	}

	/**
	 * Reads the raw block again, in place: checked characters never overtake raw ones.
	 */
	private void acceptRawBlock() {
		int length = this.filled;
		this.filled = 0;
		this.careful = true;
		for (int i = 0; i < length; i++) {
			accept(this.block[i]);
		}
		if (this.headerSeen) {
			// The header alone was the trouble, so the text after it may go the fast way
			this.headerSeen = false;
			this.careful = this.inHeader || this.padding > 0;
		}
	}

	private void accept(byte character) {
		if (this.inHeader) {
			this.inHeader = character != ',';
			return;
		}
		byte form = (character < 0) ? FOREIGN : ALPHABET[character];
		if (form > 0) {
			acceptDigit(form);
		}
		else if (character == '=') {
			acceptPadding();
		}
		else if (character == ':' && isDataScheme()) {
			this.filled = 0;
			this.headerSeen = true;
			this.inHeader = true;
		}
		else if (form == FOREIGN) {
			throw malformed("it holds a character that base64 does not have");
		}
	}

	private void acceptDigit(byte digit) {
		if (this.padding > 0) {
			throw malformed("it goes on after its padding");
		}
		this.block[this.filled++] = digit;
		if (this.filled == BLOCK) {
			decode(this.block);
		}
	}

	private void acceptPadding() {
		int digits = this.filled % 4;
		if (digits < 2 || digits + this.padding >= 4) {
			throw malformed("it has padding in the wrong place");
		}
		this.padding++;
	}

	private boolean isDataScheme() {
		return this.filled == 4 && this.target.size() == 0 && this.block[0] == 'd' && this.block[1] == 'a'
				&& this.block[2] == 't' && this.block[3] == 'a';
	}

	private MalformedBase64Exception malformed(String problem) {
		return new MalformedBase64Exception(problem, this.target.size());
	}

	private static byte[] alphabet() {
		byte[] forms = new byte[128];
		Arrays.fill(forms, FOREIGN);
		String digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
		for (char digit : digits.toCharArray()) {
			forms[digit] = (byte) digit;
		}
		forms['-'] = '+';
		forms['_'] = '/';
		for (char space : " \t\r\n\f".toCharArray()) {
			forms[space] = SPACE;
		}
		return forms;
	}

	@Override
	public String toString() {
		return "Base64Sink[" + this.target + "]";
	}

}
