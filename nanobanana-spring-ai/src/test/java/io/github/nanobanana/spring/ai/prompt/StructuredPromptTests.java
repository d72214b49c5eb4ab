package io.github.nanobanana.spring.ai.prompt;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class StructuredPromptTests {

	private final StructuredPrompt.Builder builder = StructuredPrompt.builder();

	@Test
	void textWhenSubjectAloneIsOneSentence() {
		assertText(this.builder.subject("a sleeping fox"), "a sleeping fox.");
	}

	@Test
	void textWhenDescriptionHasShapeEndsWithShape() {
		assertText(
				this.builder.resolution("4K")
					.ratio("16:9")
					.style("cinematic")
					.details("dust in the air", "realistic textures")
					.lighting("rim light of a setting sun")
					.camera("wide shot")
					.scene("racing along a desert highway of the future")
					.subject("Two enormous hovering transports"),
				"Two enormous hovering transports, racing along a desert highway of the future, wide shot, "
						+ "rim light of a setting sun, dust in the air, realistic textures, cinematic, "
						+ "16:9, 4K resolution.");
	}

	@Test
	void textWhenPosterHasLetteringEndsWithShape() {
		assertText(
				this.builder.subject("Poster of a steam train leaving a mountain station")
					.camera("three-quarter view")
					.lighting("cold light at 5 a.m.")
					.style("travel poster of the 1930s")
					.lettering("ALPINE EXPRESS", "tall cream capitals", "across the top")
					.ratio("2:3")
					.resolution("2K"),
				"Poster of a steam train leaving a mountain station, three-quarter view, cold light at 5 a.m., "
						+ "travel poster of the 1930s. Clear legible text saying \"ALPINE EXPRESS\" in tall cream capitals "
						+ "across the top. 2:3, 2K resolution.");
	}

	@Test
	void textWhenEditSaysWhatStaysAndWhatMustNotBe() {
		assertText(
				this.builder.subject("Replace the background with a beach at dusk")
					.lighting("warm light from the left.")
					.keep("the woman's face", "her pose", "the logo on the bag")
					.avoid("other people", "lens flare"),
				"Replace the background with a beach at dusk, warm light from the left. "
						+ "Keep the woman's face, her pose and the logo on the bag locked exactly as in the given picture. "
						+ "Do not show other people or lens flare.");
	}

	@Test
	void textWhenEditOnlyChangesShapeIsShort() {
		assertText(this.builder.subject("Extend the background to a square").keep("the cyclist").ratio("1:1"),
				"Extend the background to a square. Keep the cyclist locked exactly as in the given picture. 1:1.");
	}

	@Test
	void textWhenProductHasSeveralLetteringsSaysEachApart() {
		assertText(
				this.builder.subject("A glass jar of honey on a slate table")
					.style("studio product photograph")
					.lettering("WILD HONEY", "engraved serif", "on the label")
					.lettering("250 g", null, "at the label's lower edge")
					.avoid("a watermark"),
				"A glass jar of honey on a slate table, studio product photograph. "
						+ "Clear legible text saying \"WILD HONEY\" in engraved serif on the label. "
						+ "Clear legible text saying \"250 g\" at the label's lower edge. Do not show a watermark.");
	}

	@Test
	void textWhenPartIsExclaimedTakesNoComma() {
		assertText(this.builder.subject("Carnival in the rain!").scene("a market square").style("gouache..."),
				"Carnival in the rain! a market square, gouache...");
	}

	@Test
	void textWhenChineseDescriptionHasShapeEndsWithShape() {
		assertText(this.builder.subject("两辆巨大的悬浮运输车")
			.scene("疾驰在未来的沙漠公路上")
			.camera("广角镜头")
			.lighting("落日勾勒轮廓")
			.details("扬起的尘土", "真实的金属质感")
			.style("电影感")
			.ratio("16:9")
			.resolution("4K"), "两辆巨大的悬浮运输车，疾驰在未来的沙漠公路上，广角镜头，落日勾勒轮廓，扬起的尘土，真实的金属质感，电影感，16:9 画幅，4K 分辨率。");
	}

	@Test
	void textWhenChineseSignHasLetteringPutsLookInBrackets() {
		assertText(this.builder.subject("雨夜里的一家小面馆。")
			.scene("老城区窄巷，")
			.lighting("暖黄灯光映在湿漉漉的石板路上")
			.style("胶片摄影")
			.lettering("深夜营业", "霓虹灯管字体", "门楣正上方")
			.ratio("3:4"), "雨夜里的一家小面馆，老城区窄巷，暖黄灯光映在湿漉漉的石板路上，胶片摄影。清晰可读的文字“深夜营业”（霓虹灯管字体，门楣正上方）。3:4 画幅。");
	}

	@Test
	void textWhenChineseEditSaysWhatStaysAndWhatMustNotBe() {
		assertText(this.builder.subject("把背景换成黄昏的海边").keep("人物面部", "姿势", "包上的商标").avoid("其他行人", "水印"),
				"把背景换成黄昏的海边。锁定人物面部、姿势和包上的商标，与原图完全一致。画面中不要出现其他行人或水印。");
	}

	@Test
	void textWhenChineseProductHasBrandInLatinLettersStaysChinese() {
		assertText(this.builder.subject("一台 MacBook Pro 特写").scene("胡桃木书桌").avoid("文字"),
				"一台 MacBook Pro 特写，胡桃木书桌。画面中不要出现文字。");
	}

	@Test
	void textWhenChineseSubjectIsExclaimedTakesNoComma() {
		assertText(this.builder.subject("春节快乐！").style("剪纸风格").lettering("福"), "春节快乐！剪纸风格。清晰可读的文字“福”。");
	}

	@Test
	void textWhenLanguageIsSetFollowsIt() {
		assertText(this.builder.subject("a tea house in the mist")
			.language(PromptLanguage.CHINESE)
			.lettering("TEA")
			.ratio("4:5"), "a tea house in the mist。清晰可读的文字“TEA”。4:5 画幅。");
		assertText(StructuredPrompt.builder().subject("云雾中的茶馆").language(PromptLanguage.ENGLISH).resolution("1K"),
				"云雾中的茶馆, 1K resolution.");
	}

	@Test
	void textWhenPartsAreBlankLeavesThemOut() {
		assertText(this.builder.subject("a red kite")
			.scene(" ")
			.camera(null)
			.lighting("\n")
			.details("", null, "\u3000", "-- thin line")
			.style(", ")
			.lettering(null)
			.lettering("  ", "bold", "below")
			.keep()
			.avoid((String) null)
			.ratio("")
			.resolution(null), "a red kite, -- thin line.");
	}

	@Test
	void textWhenPartsHaveWhiteSpaceAndStopsMendsThem() {
		assertText(this.builder.subject("  A lighthouse\n\tkeeper. ")
			.scene("on a cliff,\r\n in\u00a0 a storm;")
			.lighting("lightning..")
			.style("oil painting。"), "A lighthouse keeper, on a cliff, in a storm, lightning, oil painting.");
	}

	@Test
	void textWhenPartIsSetAgainKeepsTheLast() {
		assertText(this.builder.subject("a cat").subject("a dog").scene("in a park").scene(null), "a dog.");
	}

	@Test
	void textWhenEmojiAndScriptsNeedJoinersKeepsThem() {
		String family = "a family \ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67 at the sea";
		assertText(this.builder.subject(family).lettering("می\u200cخواهم"),
				family + ". Clear legible text saying \"می\u200cخواهم\".");
	}

	@ParameterizedTest
	@CsvSource({ "a calligrapher writes 福 on red paper, ENGLISH", "一只戴墨镜的猫, CHINESE", "iPhone 17 Pro 海报, CHINESE",
			"夜の東京タワー, ENGLISH", "서울의 밤거리, ENGLISH", "\u2764\ufe0f, ENGLISH", "𠮷野家招牌, CHINESE", "Paris, ENGLISH" })
	void languageWhenNotSetFollowsScriptOfSubject(String subject, PromptLanguage language) {
		assertThat(this.builder.subject(subject).build().language()).isEqualTo(language);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\n\t", "\u3000\u00a0", ".", " , 。" })
	void buildWhenSubjectIsBlankThrows(String subject) {
		assertThatIllegalArgumentException().isThrownBy(this.builder.subject(subject).scene("in a park")::build)
			.withMessage("The prompt's subject is blank: say what the picture shows.");
	}

	@ParameterizedTest
	@CsvSource({ "0007, U+0007", "0000, U+0000", "001B, U+001B", "007F, U+007F", "0085, U+0085", "D83D, U+D83D" })
	void buildWhenPartHasControlCharacterThrows(String hex, String shown) {
		String scene = "in a " + (char) Integer.parseInt(hex, 16) + " park";
		assertThatIllegalArgumentException().isThrownBy(this.builder.subject("a cat").scene(scene)::build)
			.withMessage("The prompt's scene has the control character " + shown + ": leave that out.");
	}

	@Test
	void buildWhenPartIsTooLongThrows() {
		assertThatIllegalArgumentException()
			.isThrownBy(this.builder.subject("a cat").details("ok", "x".repeat(20_001))::build)
			.withMessage("The prompt's details has 20001 characters: shorten it to at most 20000.");
	}

	@Test
	void buildWhenTextIsTooLongThrows() {
		this.builder.subject("a cat").details("x".repeat(19_992));
		assertThat(this.builder.build().text()).hasSize(20_000);
		assertThatIllegalArgumentException().isThrownBy(this.builder.style("y")::build)
			.withMessage("The prompt's text has 20003 characters: shorten it to at most 20000.");
	}

	@Test
	void builderWhenReusedDoesNotChangeWhatItBuilt() {
		StructuredPrompt built = this.builder.subject("a cat").build();
		this.builder.details("whiskers").build();
		assertThat(built.text()).isEqualTo("a cat.");
		assertThat(built).isEqualTo(StructuredPrompt.builder().subject("a cat.").build())
			.hasSameHashCodeAs(StructuredPrompt.builder().subject("a cat").build())
			.isNotEqualTo(this.builder.build());
	}

	@Test
	void toStringDoesNotShowTheText() {
		assertThat(this.builder.subject("a cat").build())
			.hasToString("StructuredPrompt{language=ENGLISH, characters=6}");
	}

	private static void assertText(StructuredPrompt.Builder builder, String text) {
		assertThat(builder.build().text()).isEqualTo(text);
	}

}
