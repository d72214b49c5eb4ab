package io.github.nanobanana.spring.ai.endpoint.simulation;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A drawing as SVG text: rounded card, few colours, readable on light and on dark pages.
 * Lengths are pixels. The same calls give the same text everywhere.
 */
final class Svg {

	private static final String STYLE = """
			text{font:12px -apple-system,"Segoe UI",Helvetica,Arial,sans-serif;fill:#24292f}
			.title{font-size:17px;font-weight:600}.sub{font-size:12.5px;fill:#57606a}
			.head{font-weight:600}.own{font-weight:600;fill:#0b62c4}.faint{fill:#6e7781}.bad{fill:#b3263b}.small{font-size:11px}
			.card{fill:#fff;stroke:#d0d7de}.band{fill:#f4f6f8}.fault{fill:#fdf0e2}
			.bar{fill:#a9b4c0}.bar-own{fill:#1f7ae0}.bar-bad{fill:#d1495b}
			.grid{stroke:#d8dee4}.fair{stroke:#8c959f;stroke-dasharray:3 3}
			.line-own{fill:none;stroke:#1f7ae0;stroke-width:2.5}.line-a{fill:none;stroke:#c2571a;stroke-width:1.5}
			.line-b{fill:none;stroke:#7c8794;stroke-width:1.5;stroke-dasharray:5 3}
			.text-a{fill:#a8480f}.text-b{fill:#57606a}
			@media(prefers-color-scheme:dark){
			text{fill:#e6edf3}.sub,.faint,.text-b{fill:#9da7b3}.own{fill:#6cb6ff}.bad{fill:#ff8087}.text-a{fill:#f0883e}
			.card{fill:#161b22;stroke:#30363d}.band{fill:#1c2128}.fault{fill:#35281a}
			.bar{fill:#59636e}.bar-own{fill:#4493f8}.bar-bad{fill:#e5534b}
			.grid{stroke:#30363d}.fair{stroke:#6e7681}
			.line-own{stroke:#4493f8}.line-a{stroke:#f0883e}.line-b{stroke:#8b949e}}
			""";

	private final StringBuilder text = new StringBuilder();

	Svg(int width, int height, String title, String subtitle) {
		this.text.append("""
				<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" role="img">
				<title>%s</title>
				<style>
				%s</style>
				""".formatted(width, height, width, height, escaped(title), STYLE));
		this.text.append("<rect class=\"card\" x=\"0.5\" y=\"0.5\" width=\"%d\" height=\"%d\" rx=\"8\"/>%n"
			.formatted(width - 1, height - 1)
			.replace("\r", ""));
		text(20, 31, "title", "start", title);
		text(20, 51, "sub", "start", subtitle);
	}

	void text(double x, double y, String style, String anchor, String words) {
		add("<text class=\"%s\" x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>", style, number(x), number(y), anchor,
				escaped(words));
	}

	void rect(double x, double y, double width, double height, String style) {
		add("<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/>", style, number(x), number(y),
				number(width), number(height));
	}

	void line(double x1, double y1, double x2, double y2, String style) {
		add("<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>", style, number(x1), number(y1), number(x2),
				number(y2));
	}

	void curve(double[] x, double[] y, String style) {
		StringBuilder points = new StringBuilder();
		for (int i = 0; i < x.length; i++) {
			points.append((i == 0) ? "" : " ").append(number(x[i])).append(',').append(number(y[i]));
		}
		add("<polyline class=\"%s\" points=\"%s\"/>", style, points);
	}

	private void add(String form, Object... values) {
		this.text.append(form.formatted(values)).append('\n');
	}

	private static String number(double value) {
		return BigDecimal.valueOf(value).setScale(1, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString();
	}

	private static String escaped(String words) {
		return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
	}

	@Override
	public String toString() {
		return this.text + "</svg>\n";
	}

}
