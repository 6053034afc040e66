namespace Acp.Pricing.Tests;

/// <summary>CommonMark 0.31.2: HTML blocks are §4.6, raw HTML in a line is §6.6.</summary>
public sealed class When_Markdown_holds_HTML
{
    [Theory]
    [InlineData("Keep <b>away</b> from children.", 1, "<b>")]
    [InlineData("Fine.\n\nNot <b>fine</b>.", 3, "<b>")]
    [InlineData("Fine,\nfine,\nnot <b>fine</b>.", 3, "<b>")]
    [InlineData("Fine.\n\n<div>\n*no*\n</div>", 3, "<div>")]
    [InlineData("Fine.\n<!-- hidden -->", 2, "<!-- hidden -->")]
    [InlineData("<script>alert(1)</script>", 1, "<script>alert(1)</script>")]
    [InlineData("A [link <i>x</i>](https://shop.example)", 1, "<i>")]
    [InlineData("> - <br/>", 1, "<br/>")]
    [InlineData("x <?php ?> y", 1, "<?php ?>")]
    [InlineData("x <![CDATA[>&<]]> y", 1, "<![CDATA[>&<]]>")]
    [InlineData("x <!DOCTYPE html> y", 1, "<!DOCTYPE html>")]
    [InlineData("**<a href='x'>y</a>**", 1, "<a href='x'>")]
    [InlineData("</p>", 1, "</p>")]
    public void It_is_found_wherever_it_stands(string markdown, int line, string html) =>
        Assert.Equal((line, html), Markdown.RawHtml(markdown));

    [Theory]
    [InlineData("Keep *away* from **children**.")]
    [InlineData("`<b>` is bold")]
    [InlineData("    <b>indented code</b>")]
    [InlineData("```html\n<b>fenced</b>\n```")]
    [InlineData("3 < 5, and 5 > 3")]
    [InlineData("\\<b>escaped")]
    [InlineData("&lt;b&gt; &copy;")]
    [InlineData("<https://shop.example/terms>")]
    [InlineData("<help@shop.example>")]
    [InlineData("[terms](<https://shop.example/a b>)")]
    [InlineData("")]
    public void What_only_looks_like_it_is_let_be(string markdown) => Assert.Null(Markdown.RawHtml(markdown));
}
