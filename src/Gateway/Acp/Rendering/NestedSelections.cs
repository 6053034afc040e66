namespace Acp.Gateway.Rendering;

/// <summary>
/// Selections whose option and items lie one level deeper, under the name of their type. A place in the newest version's
/// does not tell that name, so it becomes the whole selection.
/// </summary>
internal static class NestedSelections
{
    private const string Root = "$.selected_fulfillment_options[";

    public static string PlaceOf(string path)
    {
        if (!path.StartsWith(Root, StringComparison.Ordinal))
        {
            return path;
        }

        var end = path.IndexOf(']', StringComparison.Ordinal) + 1;
        return path.AsSpan(end).StartsWith(".option_id") || path.AsSpan(end).StartsWith(".item_ids") ? path[..end] : path;
    }
}
