package io.github.nanobanana.relay.simulator;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;

import org.jspecify.annotations.Nullable;

/**
 * Characters that the built-in typeface lacks, drawn with a font of the system where
 * there is one. A JDK without fonts throws all kinds of errors here; none gets out.
 */
final class SystemGlyphs {

	private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 1);

	private static volatile boolean usable = true;

	private SystemGlyphs() {
	}

	static boolean canDraw(int codePoint) {
		if (!usable) {
			return false;
		}
		try {
			return FONT.canDisplay(codePoint);
		}
		catch (RuntimeException | Error ex) { // CHECKSTYLE:ALLOW IllegalCatch because AWT
												// throws a bare Error without fonts
			usable = false;
			return false;
		}
	}

	/** The character in a square cell of this size, its baseline at four fifths. */
	static Ink.@Nullable Stencil draw(int codePoint, int left, int top, int size, int color) {
		try {
			BufferedImage cell = new BufferedImage(size, size, BufferedImage.TYPE_BYTE_GRAY);
			Graphics2D pen = cell.createGraphics();
			pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
			pen.setFont(FONT.deriveFont(size * 0.9f));
			pen.setColor(Color.WHITE);
			pen.drawString(new String(Character.toChars(codePoint)), size * 0.05f, size * 0.82f);
			pen.dispose();
			byte[] cover = ((DataBufferByte) cell.getRaster().getDataBuffer()).getData();
			return new Ink.Stencil(left, top, size, size, cover, color);
		}
		catch (RuntimeException | Error ex) { // CHECKSTYLE:ALLOW IllegalCatch because AWT
												// throws a bare Error without fonts
			usable = false;
			return null;
		}
	}

}
