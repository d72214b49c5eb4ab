package io.github.nanobanana.relay.simulator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A round single-line typeface for printable ASCII, so that pictures carry text on a
 * machine without any fonts. Each glyph is a list of strokes on a grid: capitals reach
 * from row 0 to 18, small letters from 6 to 18, descenders to 24. A stroke is a mark
 * ({@code -} for straight, {@code ~} for smooth) and pairs of base-36 digits, x before y.
 */
final class StrokeFont {

	/** Rows from the top of a capital to the baseline. */
	static final int CAPITAL = 18;

	/** Columns between two letters. */
	static final int GAP = 5;

	/** Columns of a space. */
	static final int SPACE = 8;

	private static final int STEPS = 6;

	private static final Map<Character, Glyph> GLYPHS = new HashMap<>();

	static {
		letters("A-0i60ci -2cac|B-60000i6i -0868 ~6091a49768 ~68a9bdah6i|C~b3916022092g6i9hbf|D-50000i5i ~5092b99g5i"
				+ "|E-a0000iai -0888|F-a0000i -0888|G~b3916022092g6i9hbe -79b9be|H-000i -b0bi -08b8|I-000i"
				+ "|J-808d ~8d7h4i1h0e|K-000i -a00b -47ai|L-000iai|M-0i006bc0ci|N-0i00bib0|O~6022092g6iagc9a260"
				+ "|P-0i0060 ~6091a5996a -6a0a|Q~6022092g6iagc9a260 -7dcj|R-0i0060 ~6091a5996a -6a0a -5aai"
				+ "|S~a3815021143779ac9g5i2h0f|T-00c0 -606i|U-000c ~0c1g5i6iagbc -bcb0|V-006ic0|W-004i83cig0"
				+ "|X-00bi -b00i|Y-0068c0 -686i|Z-00b00ibi");
		letters("a-969i ~997746180c1g4i7h9f|b-000i ~092756889c8g5i2h0f|c~988756180c1g5i8h9g|d-909i ~997746180c1g4i7h9f"
				+ "|e-0c9c ~9c8856180c1g5i8h9g|f-3i34 ~344170 -0666|g-969k ~9k7n4o1n ~997746180c1g4i7h9f"
				+ "|h-000i ~0a2756879a -9a9i|i-060i -0101|j-363l ~3l2n0o -3131|k-000i -860d -3a9i|l-000i"
				+ "|m-060i ~0a2746677a -7a7i ~7a97b6d7ea -eaei|n-060i ~0a2756879a -9a9i|o~56180c1g5i9gac9856"
				+ "|p-060o ~092756889c8g5i2h0f|q-969o ~997746180c1g4i7h9f|r-060i ~0b183666|s~886636182b6d8f6i3i0g"
				+ "|t-313e ~3e4h7i -0676|u-060e ~0e1h4i7h9e -969i|v-065ia6|w-064i78aie6|x-069i -960i"
				+ "|y-065i -a63n ~3n2o0o|z-06960i9i");
		letters("0~5013091f5i9fa99350|1-14505i|2~05125092965c0i -0iai|3~032150928748 ~489aad8h5i2h0f|4-8i800cbc"
				+ "|5-901008 ~084688ac8g5i2h0f|6~9260240b1g5i9gac8857190c|7-00a04i|8~50121658969250 ~581a0d2h5i8had9a58"
				+ "|9~1g4i8ea7925012062a5b99a6|.-0i0i|,-1h0l|!-000c -0i0i|?~0411509286595d -5i5i|:-0808 -0i0i"
				+ "|;-1818 -1h0l|'-0004|\"-0004 -4044|--0b6b|_-0kak|/-900k|\\-009k|(~40150a1f4k|)~00354a3f0k"
				+ "|[-40000k4k|]-00404k0k|{-5031380a3c3j5k|}-0021285a2c2j0k|+-0bab -565g|=-08a8 -0eae"
				+ "|*-525c -149a -941a|#-402i -a08i -05c5 -0dcd|$~a3815021143779ac9g5i2h0f -505i"
				+ "|%-b00i ~2002244220 ~9e7g9ibg9e|&~bi25225082761b0f3i7hbb|@~bg6i1f092371c4caad8b96 ~98654a6d9b"
				+ "|<-940a9g|>-049a0g|^-0550a5|`-0024|~~0b295a8caa");
		GLYPHS.put('|', glyph("-000l"));
	}

	private StrokeFont() {
	}

	static @Nullable Glyph glyph(int codePoint) {
		return (codePoint < 128) ? GLYPHS.get((char) codePoint) : null;
	}

	private static void letters(String table) {
		for (String entry : table.split("\\|")) {
			GLYPHS.put(entry.charAt(0), glyph(entry.substring(1)));
		}
	}

	private static Glyph glyph(String strokes) {
		List<double[]> lines = new ArrayList<>();
		double width = 0;
		for (String stroke : strokes.split(" ")) {
			double[] points = points(stroke);
			double[] line = (stroke.charAt(0) == '~') ? smooth(points) : points;
			lines.add(line);
			for (int i = 0; i < points.length; i += 2) {
				width = Math.max(width, points[i]);
			}
		}
		return new Glyph(width, List.copyOf(lines));
	}

	private static double[] points(String stroke) {
		double[] points = new double[stroke.length() - 1];
		for (int i = 0; i < points.length; i++) {
			points[i] = Character.digit(stroke.charAt(i + 1), 36);
		}
		return points;
	}

	/** A Catmull-Rom curve through the points, closed when it ends where it began. */
	private static double[] smooth(double[] points) {
		int count = points.length / 2;
		boolean closed = points[0] == points[points.length - 2] && points[1] == points[points.length - 1];
		double[] curve = new double[((count - 1) * STEPS + 1) * 2];
		int next = 0;
		for (int i = 0; i < count - 1; i++) {
			int before = (i > 0) ? i - 1 : closed ? count - 2 : 0;
			int after = (i + 2 < count) ? i + 2 : closed ? 1 : count - 1;
			for (int step = 0; step < STEPS; step++) {
				double t = (double) step / STEPS;
				for (int axis = 0; axis < 2; axis++) {
					curve[next++] = spline(points[before * 2 + axis], points[i * 2 + axis], points[i * 2 + 2 + axis],
							points[after * 2 + axis], t);
				}
			}
		}
		curve[next++] = points[points.length - 2];
		curve[next] = points[points.length - 1];
		return curve;
	}

	private static double spline(double a, double b, double c, double d, double t) {
		return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t * t * t);
	}

	/** Lines of one character: x and y in turn, on the grid. */
	record Glyph(double width, List<double[]> lines) {
	}

}
