using FsCheck;
using FsCheck.Fluent;

namespace Acp.Gateway.Tests;

/// <summary>Any JSON value, and how it is written this time.</summary>
internal static class Trees
{
    public static Gen<int> Seeds => Gen.Choose(1, int.MaxValue);

    public static Gen<Tree> Any => Gen.Sized(size => TreeOf(Math.Min(size, 4)));

    private static Gen<Tree> TreeOf(int depth) => depth == 0
        ? Leaf
        : Gen.OneOf(
            Leaf,
            TreeOf(depth - 1).ListOf().Select(items => (Tree)new Tree.Items([.. items.Take(4)])),
            TreeOf(depth - 1).ListOf().Select(items => (Tree)new Tree.Members([.. items.Take(4)])));

    private static Gen<Tree> Leaf => Gen.OneOf(
        Gen.Choose(-9_999, 9_999).SelectMany(digits => Gen.Choose(-30, 30).Select(power => (Tree)new Tree.Number(digits, power))),
        Gen.Elements("", "a", "A", "é", "a\"b\\", "😀", "null", "1", "/", "<&>").Select(text => (Tree)new Tree.Text(text)),
        Gen.Elements("true", "false", "null").Select(word => (Tree)new Tree.Word(word)));
}
