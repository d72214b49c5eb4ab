package io.github.nanobanana.spring.ai.relay;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.github.nanobanana.spring.ai.image.Base64Sink;
import io.github.nanobanana.spring.ai.image.PictureIntake;

/**
 * Reads a JSON answer while it arrives and takes the pictures out on the way: a long run
 * of base64 inside any string goes straight to a {@link Base64Sink}, and a placeholder of
 * a few characters takes its place. What is left is small, whatever the picture's size,
 * and is parsed at the end by Jackson. So every shape of answer is read by the same code,
 * and base64 is never held as text.
 * <p>
 * A run counts as base64 when it is at least {@value #LONG_RUN} characters long and
 * stands at the start of a string or right behind {@code ;base64,}. Not safe for use by
 * several threads at once.
 */
final class AnswerReader {

	/** A run of base64 shorter than this stays in the document. */
	static final int LONG_RUN = 512;

	private static final byte[] BASE64_MARK = { ';', 'b', 'a', 's', 'e', '6', '4', ',' };

	private static final boolean[] BASE64 = new boolean[256];
	static {
		for (char c : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_=".toCharArray()) {
			BASE64[c] = true;
		}
	}

	private final JsonMapper mapper;

	private final PictureIntake intake;

	private final long maxPictureBytes;

	private final Skeleton skeleton;

	private final List<AnswerDocument.Extract> extracts = new ArrayList<>();

	/** Text that is looked at byte by byte, or a block that is offered to the run. */
	private byte[] chunk = new byte[1024];

	/** How much of a block has been collected that nobody has looked at. */
	private int collected;

	private final byte[] single = new byte[1];

	private final StringBuilder escape = new StringBuilder(6);

	private boolean inString;

	private boolean afterLineBreak;

	/** Where in the skeleton a run of base64 began, or -1 outside of one. */
	private int runStart = -1;

	private @Nullable Base64Run run;

	AnswerReader(JsonMapper mapper, PictureIntake intake, long maxPictureBytes, int maxDocumentBytes) {
		this.mapper = mapper;
		this.intake = intake;
		this.maxPictureBytes = maxPictureBytes;
		this.skeleton = new Skeleton(maxDocumentBytes);
	}

	/**
	 * Takes the next bytes of the body. The buffer stays the caller's.
	 */
	void write(ByteBuf bytes) {
		int index = bytes.readerIndex();
		int end = bytes.writerIndex();
		while (index < end) {
			int room = room();
			int length = Math.min(room - this.collected, end - index);
			bytes.getBytes(index, this.chunk, this.collected, length);
			index += length;
			if (room < Base64Sink.BLOCK) {
				scan(length);
			}
			else {
				this.collected += length;
				offer();
			}
		}
	}

	/**
	 * How much to take next: inside base64 so much that a block of the decoder becomes
	 * whole.
	 */
	private int room() {
		Base64Run current = this.run;
		if (current == null || !this.escape.isEmpty()) {
			return this.chunk.length - 1;
		}
		if (this.chunk.length < Base64Sink.BLOCK) {
			this.chunk = new byte[Base64Sink.BLOCK];
		}
		return current.room();
	}

	/**
	 * Offers a block to the decoder, which sees for itself whether it is base64
	 * throughout. The block in which the run ends is not, and is looked at.
	 */
	private void offer() {
		if (this.collected == Base64Sink.BLOCK) {
			this.collected = 0;
			if (this.run == null || !this.run.writeBlock(this.chunk)) {
				scan(Base64Sink.BLOCK);
			}
		}
	}

	private void scan(int length) {
		int index = 0;
		while (index < length) {
			if (this.run != null && this.escape.isEmpty()) {
				index = scanRun(this.run, index, length);
			}
			else {
				step(this.chunk[index++]);
			}
		}
	}

	private int scanRun(Base64Run target, int from, int length) {
		int index = from;
		while (index < length && BASE64[this.chunk[index] & 0xFF]) {
			index++;
		}
		if (index > from) {
			this.afterLineBreak = false;
			target.write(this.chunk, from, index - from);
		}
		if (index < length) {
			step(this.chunk[index++]);
		}
		return index;
	}

	/** Takes one byte that is not part of the fast path. */
	private void step(byte next) {
		if (!this.inString) {
			this.skeleton.append(next);
			if (next == '"') {
				this.inString = true;
				this.runStart = this.skeleton.size();
			}
		}
		else if (!this.escape.isEmpty()) {
			this.escape.append((char) (next & 0xFF));
			if (escapeIsWhole()) {
				endEscape();
			}
		}
		else if (next == '\\') {
			this.escape.append('\\');
		}
		else if (next == '"') {
			endRun();
			this.skeleton.append(next);
			this.inString = false;
			this.runStart = -1;
		}
		else {
			content(next);
		}
	}

	private boolean escapeIsWhole() {
		return this.escape.charAt(1) != 'u' || this.escape.length() == 6;
	}

	/**
	 * PHP writes {@code \/}, Gson writes an equals sign as a Unicode escape, and MIME
	 * encoders break lines: inside base64 an escape stands for its character.
	 */
	private void endEscape() {
		int meant = meaning(this.escape);
		boolean base64 = meant >= 0 && meant < 256 && BASE64[meant];
		if (this.run != null && base64) {
			this.single[0] = (byte) meant;
			this.run.write(this.single, 0, 1);
		}
		else if (this.run != null && isBlank(meant) && !this.afterLineBreak) {
			this.afterLineBreak = meant == '\n';
		}
		else {
			endRun();
			for (int i = 0; i < this.escape.length(); i++) {
				this.skeleton.append((byte) this.escape.charAt(i));
			}
			if (!base64 && !isBlank(meant)) {
				this.runStart = -1;
			}
			beginRunIfLong();
		}
		this.escape.setLength(0);
	}

	private static boolean isBlank(int character) {
		return character == '\n' || character == '\r' || character == '\t' || character == ' ';
	}

	private static int meaning(CharSequence escape) {
		return switch (escape.charAt(1)) {
			case '/' -> '/';
			case 'n' -> '\n';
			case 'r' -> '\r';
			case 't' -> '\t';
			case 'u' -> hex(escape);
			default -> -1;
		};
	}

	private static int hex(CharSequence escape) {
		int value = 0;
		for (int i = 2; i < escape.length(); i++) {
			int digit = Character.digit(escape.charAt(i), 16);
			if (digit < 0) {
				return -1;
			}
			value = value * 16 + digit;
		}
		return value;
	}

	private void content(byte next) {
		endRun();
		this.skeleton.append(next);
		if (BASE64[next & 0xFF]) {
			beginRunIfLong();
		}
		else {
			this.runStart = this.skeleton.endsWith(BASE64_MARK) ? this.skeleton.size() : -1;
		}
	}

	private void beginRunIfLong() {
		if (this.runStart >= 0 && this.skeleton.size() - this.runStart >= LONG_RUN) {
			Base64Run begun = new Base64Run(this.intake.open(this.maxPictureBytes, 0));
			feedBack(begun, this.skeleton.cutFrom(this.runStart));
			this.run = begun;
			this.runStart = -1;
			this.afterLineBreak = false;
		}
	}

	/** The first characters of a run had been taken for words; their escapes too. */
	private static void feedBack(Base64Run target, byte[] text) {
		byte[] plain = new byte[text.length];
		int length = 0;
		for (int i = 0; i < text.length; i++) {
			if (text[i] != '\\') {
				plain[length++] = text[i];
				continue;
			}
			int size = (text[i + 1] == 'u') ? 6 : 2;
			int meant = meaning(new String(text, i, size, StandardCharsets.ISO_8859_1));
			if (!isBlank(meant)) {
				plain[length++] = (byte) meant;
			}
			i += size - 1;
		}
		target.write(plain, 0, length);
	}

	private void endRun() {
		if (this.run != null) {
			this.skeleton.append(AnswerDocument.placeholder(this.extracts.size()));
			this.extracts.add(this.run.end());
			this.run = null;
		}
	}

	/**
	 * Parses what is left once the whole body has been taken.
	 * @return the document
	 * @throws JacksonException if it is no JSON, or was cut
	 */
	AnswerDocument finish() {
		int length = this.collected;
		this.collected = 0;
		scan(length);
		JsonNode root = this.mapper.readTree(this.skeleton.bytes(), 0, this.skeleton.size());
		return new AnswerDocument(root, this.extracts, this.maxPictureBytes);
	}

}
