"""Released tables as drawings, spreadsheets and files; each is made from the table and nothing else."""
