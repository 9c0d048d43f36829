"""Where ours and the libraries of others have to agree: `make oracles`, in an environment of its own."""
