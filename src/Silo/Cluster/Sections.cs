using Acp.Gateway.Hosting;

namespace Acp.Silo.Cluster;

/// <summary>Sections of the configuration that must be understood before there are any services.</summary>
internal static class Sections
{
    /// <exception cref="ConfigurationException">A line for each problem, with its key.</exception>
    public static T Read<T>(this IConfiguration configuration, string section, Func<T, IEnumerable<string>> problemsOf)
        where T : new()
    {
        var settings = Bind<T>(configuration.GetSection(section));
        var problems = problemsOf(settings).ToArray();
        return problems.Length == 0 ? settings : throw new ConfigurationException(string.Join(Environment.NewLine, problems));
    }

    private static T Bind<T>(IConfigurationSection section)
        where T : new()
    {
        try
        {
            return section.Get<T>() ?? new T();
        }
        catch (InvalidOperationException e)
        {
            throw new ConfigurationException(e.Message, e); // It names the key and the value.
        }
    }
}
