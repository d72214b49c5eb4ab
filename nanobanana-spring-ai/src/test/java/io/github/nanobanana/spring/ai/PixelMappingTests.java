package io.github.nanobanana.spring.ai;

import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.nanobanana.spring.ai.image.PixelSize;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PixelMapping}. The properties are checked against the table of
 * {@link PixelTableFixture}, with the ratios compared as whole numbers.
 */
class PixelMappingTests {

	private static final int LONGEST = 20000;

	@ParameterizedTest
	@MethodSource("io.github.nanobanana.spring.ai.PixelTableFixture#cells")
	void ofWhenPixelsAreOfTheTableIsExact(PixelTableFixture.Cell cell) {
		PixelSize asked = new PixelSize(cell.width(), cell.height());
		assertThat(PixelMapping.of(cell.family(), asked))
			.isEqualTo(new PixelMapping(asked, AspectRatio.of(cell.ratio()), ImageSize.of(cell.size()), asked));
	}

	@ParameterizedTest
	@CsvSource({ "1024,1024,1:1,1K", "1025,1024,1:1,2K", "1920,1080,16:9,2K", "1280,720,16:9,1K", "3840,2160,16:9,4K",
			"1,1,1:1,1K", "20000,20000,1:1,4K", "20000,1,21:9,4K", "1,20000,9:16,4K", "1792,1024,16:9,2K",
			"1536,1024,3:2,2K", "800,600,4:3,1K" })
	void ofWhenPro(int width, int height, String ratio, String size) {
		PixelMapping mapping = PixelMapping.of(ModelFamily.GEMINI_3_PRO_IMAGE, new PixelSize(width, height));
		assertThat(mapping.ratio()).hasToString(ratio);
		assertThat(mapping.size()).hasToString(size);
	}

	@ParameterizedTest
	@EnumSource
	void ofWhenAnyPixelsTakesNearestRatioAndSmallestCoveringSize(ModelFamily family) {
		List<PixelTableFixture.Cell> cells = PixelTableFixture.cells()
			.stream()
			.filter((cell) -> cell.family() == family)
			.toList();
		Random random = new Random(20261122);
		for (int i = 0; i < 20000; i++) {
			check(family, cells, side(random), side(random));
		}
	}

	@ParameterizedTest
	@EnumSource
	void ofWhenEdgePixelsTakesNearestRatioAndSmallestCoveringSize(ModelFamily family) {
		List<PixelTableFixture.Cell> cells = PixelTableFixture.cells()
			.stream()
			.filter((cell) -> cell.family() == family)
			.toList();
		int[] edges = { 1, 2, LONGEST - 1, LONGEST };
		for (int edge : edges) {
			for (int side = 1; side <= LONGEST; side += 7) {
				check(family, cells, edge, side);
				check(family, cells, side, edge);
			}
		}
		for (PixelTableFixture.Cell cell : cells) {
			for (int dx = -1; dx <= 1; dx++) {
				for (int dy = -1; dy <= 1; dy++) {
					check(family, cells, cell.width() + dx, cell.height() + dy);
				}
			}
		}
	}

	@Test
	void ofWhenRatiosAreEquallyNearTakesTheOneNearerToTheSquare() {
		assertThat(PixelMapping.of(ModelFamily.GEMINI_3_1_FLASH_IMAGE, new PixelSize(300, 800)).ratio())
			.isEqualTo(AspectRatio.RATIO_9_16);
	}

	@Test
	void ofDiffersInShapeByNoMoreThanDocumented() {
		Random random = new Random(1);
		for (int i = 0; i < 50000; i++) {
			PixelSize asked = new PixelSize(side(random), side(random));
			double value = (double) asked.width() / asked.height();
			if (value >= 9 / 16.0 && value <= 21 / 9.0) {
				double drawn = PixelMapping.of(ModelFamily.GEMINI_3_PRO_IMAGE, asked).ratio().value();
				assertThat(Math.max(drawn / value, value / drawn)).as(asked.toString()).isLessThan(1.15);
			}
			if (value >= 1 / 8.0 && value <= 8) {
				double drawn = PixelMapping.of(ModelFamily.GEMINI_3_1_FLASH_IMAGE, asked).ratio().value();
				assertThat(Math.max(drawn / value, value / drawn)).as(asked.toString()).isLessThan(1.5001);
			}
		}
	}

	private static int side(Random random) {
		int longest = random.nextBoolean() ? LONGEST : 3000;
		return 1 + random.nextInt(longest);
	}

	private static void check(ModelFamily family, List<PixelTableFixture.Cell> cells, int width, int height) {
		PixelMapping mapping = PixelMapping.of(family, new PixelSize(width, height));
		double chosen = distance(mapping.ratio().toString(), width, height);
		boolean covers = mapping.drawn().width() >= width && mapping.drawn().height() >= height;
		for (PixelTableFixture.Cell cell : cells) {
			if (chosen > distance(cell.ratio(), width, height) * (1 + 1e-12)) {
				throw new AssertionError(mapping + " but " + cell.ratio() + " is nearer");
			}
			if (!cell.ratio().equals(mapping.ratio().toString())) {
				continue;
			}
			boolean cellCovers = cell.width() >= width && cell.height() >= height;
			boolean cellIsSmaller = cell.width() < mapping.drawn().width();
			if (cellCovers && (!covers || cellIsSmaller)) {
				throw new AssertionError(mapping + " but " + cell + " covers");
			}
			if (!covers && cell.width() > mapping.drawn().width()) {
				throw new AssertionError(mapping + " but " + cell + " is larger");
			}
		}
	}

	/**
	 * How much wider or narrower, as a factor of at least 1.
	 */
	private static double distance(String ratio, int width, int height) {
		String[] sides = ratio.split(":");
		double asked = (double) width * Integer.parseInt(sides[1]);
		double drawn = (double) height * Integer.parseInt(sides[0]);
		return Math.max(asked, drawn) / Math.min(asked, drawn);
	}

}
