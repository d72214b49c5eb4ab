package io.github.nanobanana.spring.ai;

import java.util.ArrayList;
import java.util.List;

/**
 * Google's pixel table typed in full, next to what each family draws of it. The columns
 * are ratio, 2.5 Flash, 512, 1K, 2K and 4K. 21:9 at 512 is corrected from 792x168.
 */
final class PixelTableFixture {

	private static final String TABLE = """
			1:1  1024x1024 512x512  1024x1024 2048x2048 4096x4096
			2:3  832x1248  424x632  848x1264  1696x2528 3392x5056
			3:2  1248x832  632x424  1264x848  2528x1696 5056x3392
			3:4  864x1184  448x600  896x1200  1792x2400 3584x4800
			4:3  1184x864  600x448  1200x896  2400x1792 4800x3584
			4:5  896x1152  464x576  928x1152  1856x2304 3712x4608
			5:4  1152x896  576x464  1152x928  2304x1856 4608x3712
			9:16 768x1344  384x688  768x1376  1536x2752 3072x5504
			16:9 1344x768  688x384  1376x768  2752x1536 5504x3072
			21:9 1536x672  792x336  1584x672  3168x1344 6336x2688
			1:4  -         256x1024 512x2048  1024x4096 2048x8192
			4:1  -         1024x256 2048x512  4096x1024 8192x2048
			1:8  -         192x1536 384x3072  768x6144  1536x12288
			8:1  -         1536x192 3072x384  6144x768  12288x1536
			""";

	private PixelTableFixture() {
	}

	/**
	 * One cell of the table that a family draws.
	 */
	record Cell(ModelFamily family, String ratio, String size, int width, int height) {

	}

	static List<Cell> cells() {
		List<Cell> cells = new ArrayList<>();
		for (String row : TABLE.lines().toList()) {
			String[] columns = row.split(" +");
			boolean classic = !columns[1].equals("-");
			if (classic) {
				add(cells, ModelFamily.GEMINI_2_5_FLASH_IMAGE, columns, "1K=1");
				add(cells, ModelFamily.GEMINI_3_PRO_IMAGE, columns, "1K=3", "2K=4", "4K=5");
			}
			add(cells, ModelFamily.GEMINI_3_1_FLASH_IMAGE, columns, "512=2", "1K=3", "2K=4", "4K=5");
			add(cells, ModelFamily.GEMINI_3_1_FLASH_LITE_IMAGE, columns, "1K=3");
			add(cells, ModelFamily.NANO_BANANA_2_1, columns, "1K=3", "2K=4", "4K=5");
		}
		return cells;
	}

	private static void add(List<Cell> cells, ModelFamily family, String[] columns, String... sizes) {
		for (String size : sizes) {
			String[] sizeAndColumn = size.split("=");
			String[] pixels = columns[Integer.parseInt(sizeAndColumn[1])].split("x");
			cells.add(new Cell(family, columns[0], sizeAndColumn[0], Integer.parseInt(pixels[0]),
					Integer.parseInt(pixels[1])));
		}
	}

}
