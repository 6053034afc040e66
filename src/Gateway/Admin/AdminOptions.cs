using Microsoft.Extensions.Options;

namespace Acp.Gateway.Admin;

/// <summary>Who may look behind the scenes. Configuration section <c>Admin</c>.</summary>
public sealed class AdminOptions
{
    /// <summary>Bearer keys; none closes the surface.</summary>
    public IList<string> Keys { get; } = [];
}

internal sealed class AdminOptionsValidator : IValidateOptions<AdminOptions>
{
    private const int Shortest = 12;

    public ValidateOptionsResult Validate(string? name, AdminOptions options)
    {
        var weak = options.Keys.Select((key, i) => (key, i)).Where(entry => entry.key.Length < Shortest).ToArray();
        return weak.Length == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(weak.Select(entry => $"Admin:Keys:{entry.i} is shorter than {Shortest} characters."));
    }
}
